import type { AbsenceEvent } from "#events/absence.ts";
import type { Recorded } from "#events/event.ts";
import type { PupilId } from "#events/ids.ts";
import type { SchoolDay } from "#events/time.ts";
import { type AbsenceCommand, absence } from "#shared/absence/decide.ts";
import { isOffice, mayReportSick } from "#shared/people/rights.ts";
import { isOpen } from "#shared/policy/calendar.ts";
import { carryOut } from "#shared/store/carryOut.ts";
import { absenceNow } from "../answers/absence.ts";
import * as contract from "../api/absence.ts";
import { notFound } from "../api/http.ts";
import { type Call, type Caller, command } from "../api/operation.ts";
import type { Route } from "../api/route.ts";
import type { Ports } from "../ports.ts";

/** A guardian who may, or the office; to anyone else there is no such pupil. */
const mayReportFor = async (caller: Caller, pupil: PupilId, today: SchoolDay, { reference }: Ports): Promise<void> => {
  if (mayReportSick(caller.access, pupil, today)) return;
  if (isOffice(caller.access) && (await reference.groupOf(caller.school, pupil))) return;
  throw notFound();
};

type Said = Pick<Call<Route>, "now" | "today" | "key" | "correlation"> & { caller: Caller };

const carry = async (
  pupil: PupilId,
  spoken: AbsenceCommand,
  { caller, now, today, key, correlation }: Said,
  ports: Ports,
) => {
  const carried = await carryOut(ports, absence, spoken, {
    school: caller.school,
    id: pupil,
    by: caller.person,
    at: now,
    key,
    correlation,
  });
  if ("refused" in carried) return carried;
  const events = [...carried.past, ...carried.events] as (Recorded & AbsenceEvent)[];
  return absenceNow(ports.reference, { pupil, events, caller, today });
};

const factsOf = async (day: SchoolDay, { caller, today }: Said, { reference }: Ports) => {
  const { calendar } = await reference.duty(caller.school);
  return { today, isOpen: isOpen(calendar, day) };
};

export const reportSick = command(contract.reportSick, async (call, ports: Ports) => {
  await mayReportFor(call.caller, call.body.pupil, call.today, ports);
  const facts = await factsOf(call.body.from, call, ports);
  return carry(call.body.pupil, { type: "ReportSick", data: call.body, facts }, call, ports);
});

export const correctSickReport = command(contract.correctSickReport, async (call, ports: Ports) => {
  const { pupil } = call.params;
  await mayReportFor(call.caller, pupil, call.today, ports);
  const facts = await factsOf(call.body.from, call, ports);
  return carry(pupil, { type: "CorrectSickReport", data: { pupil, ...call.body }, facts }, call, ports);
});

export const withdrawSickReport = command(contract.withdrawSickReport, async (call, ports: Ports) => {
  const { pupil } = call.params;
  await mayReportFor(call.caller, pupil, call.today, ports);
  return carry(pupil, { type: "WithdrawSickReport", data: { pupil } }, call, ports);
});

export const reportRecovery = command(contract.reportRecovery, async (call, ports: Ports) => {
  const { pupil } = call.params;
  await mayReportFor(call.caller, pupil, call.today, ports);
  const { on } = call.body;
  return carry(pupil, { type: "ReportRecovery", data: { pupil, on }, facts: { today: call.today } }, call, ports);
});
