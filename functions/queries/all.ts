import { openapi } from "../api/document.ts";
import { makeOpenApi } from "../api/openapi.ts";
import { type EdgePorts, type Operation, openQuery } from "../api/operation.ts";
import type { Ports } from "../ports.ts";
import { absenceOf, onDutyFor } from "./absence.ts";
import { groupBoard, schoolBoard, searchPupils } from "./board.ts";
import { audience, contactMoments, teachers } from "./duty.ts";
import { me } from "./me.ts";
import { home, noticeDelivery } from "./notice.ts";

let document: Record<string, unknown> | null = null;
/** Made on the first request, not at cold start: few ask for it. */
const describe = openQuery(openapi, async () => {
  document ??= makeOpenApi() as unknown as Record<string, unknown>;
  return document;
});

/** Every query of the API. */
export const queries: readonly Operation<Ports & EdgePorts>[] = [
  me,
  absenceOf,
  onDutyFor,
  groupBoard,
  schoolBoard,
  searchPupils,
  home,
  noticeDelivery,
  teachers,
  audience,
  contactMoments,
  describe,
];
