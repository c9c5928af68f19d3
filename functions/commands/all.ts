import type { EdgePorts, Operation } from "../api/operation.ts";
import type { Ports } from "../ports.ts";
import { correctSickReport, reportRecovery, reportSick, withdrawSickReport } from "./absence.ts";
import { announceAbsence, callOffAbsence } from "./duty.ts";
import { answerNotice, noticeSeen, recipientSpoken, recipientSpokenUndone } from "./notice.ts";

/** Every command of the API. */
export const commands: readonly Operation<Ports & EdgePorts>[] = [
  reportSick,
  correctSickReport,
  withdrawSickReport,
  reportRecovery,
  announceAbsence,
  callOffAbsence,
  noticeSeen,
  answerNotice,
  recipientSpoken,
  recipientSpokenUndone,
];
