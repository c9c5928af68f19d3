import type { NoticeId, PersonId } from "#events/ids.ts";
import type { Instant } from "#events/time.ts";
import { notice } from "#shared/notice/decide.ts";
import type { Delivery } from "#shared/notice/delivery.ts";
import { isGuardianOf, isOffice, mayReportSick } from "#shared/people/rights.ts";
import { carryOut } from "#shared/store/carryOut.ts";
import { deliveryOf, toldOf } from "../answers/delivery.ts";
import { notFound } from "../api/http.ts";
import * as contract from "../api/notice.ts";
import { type Caller, command } from "../api/operation.ts";
import { changeDelivery, deliveryKey, headerKey, toDelivery, toHeader } from "../ledger.ts";
import type { Ports } from "../ports.ts";

/** The caller's own row; to anyone who was not told, there is no such notice. */
const ownRow = async ({ school, person }: Caller, id: NoticeId, { deliveries }: Ports): Promise<Delivery> => {
  const item = await deliveries.get(deliveryKey(school, id, person));
  const row = item && toDelivery(item);
  if (!row || row.shownAt === null) throw notFound();
  return row;
};

export const noticeSeen = command(contract.noticeSeen, async ({ caller, params, now, today }, ports: Ports) => {
  const { school, person, access } = caller;
  const row = await ownRow(caller, params.notice, ports);
  if (!row.pupils.some(({ pupil }) => isGuardianOf(access, pupil, today))) throw notFound();
  const seen = await changeDelivery(ports.deliveries, school, params.notice, person, (held) =>
    held.seenAt ? null : { ...held, seenAt: now },
  );
  return { notice: params.notice, seenAt: seen?.seenAt ?? now };
});

export const answerNotice = command(contract.answerNotice, async (call, ports: Ports) => {
  const { caller, params, body, now, today, key, correlation } = call;
  const { school, person, access } = caller;
  const { deliveries } = ports;
  const [row, item] = await Promise.all([
    ownRow(caller, params.notice, ports),
    deliveries.get(headerKey(school, params.notice)),
  ]);
  const child = row.pupils.find(({ pupil }) => pupil === body.pupil);
  // Who only has information about a child does not decide where it is that day.
  if (!item || !child || !mayReportSick(access, body.pupil, today)) throw notFound();
  const { asksUntil, groups } = toHeader(item);
  const asks = groups.some(({ group, outcome }) => group === child.group && outcome?.kind === "home");
  const data = { notice: params.notice, ...body };
  const carried = await carryOut(
    ports,
    notice,
    { type: "AnswerNotice", data, facts: { asks, closesAt: asksUntil ?? now, now } },
    { school, id: params.notice, by: person, at: now, key, correlation },
  );
  if ("refused" in carried) return carried;
  // What the key said, whatever is sent with it this time.
  const said = { answer: carried.state.answers[body.pupil] ?? body.answer, at: carried.at };
  await changeDelivery(deliveries, school, params.notice, person, (held) => {
    const last = held.answered?.[body.pupil];
    const isOld = last && (last.at > said.at || (last.at === said.at && last.answer === said.answer));
    return isOld ? null : { ...held, answered: { ...held.answered, [body.pupil]: said } };
  });
  return { ...data, ...said };
});

/** The row as the office sees it, with the spoken word of this very moment: the view may be a second behind. */
const recipientNow = async (
  caller: Caller,
  id: NoticeId,
  recipient: PersonId,
  spoken: { by: PersonId; at: Instant } | null,
  now: Instant,
  ports: Ports,
) => {
  const told = await toldOf(caller.school, id, ports);
  if (!told) throw notFound();
  const { [recipient]: _, ...others } = told.spoken;
  const said = spoken ? { ...others, [recipient]: { recipient, ...spoken } } : others;
  const { recipients } = await deliveryOf(caller, { ...told, spoken: said }, now, ports);
  const row = recipients.find(({ person }) => person.id === recipient);
  if (!row) throw notFound();
  return row;
};

/** Only the office phones, and only who is on the notice's ledger. */
const mustBeRecipient = async (
  { school, access }: Caller,
  id: NoticeId,
  recipient: PersonId,
  { deliveries }: Ports,
): Promise<void> => {
  if (!isOffice(access) || !(await deliveries.get(deliveryKey(school, id, recipient)))) throw notFound();
};

export const recipientSpoken = command(contract.recipientSpoken, async (call, ports: Ports) => {
  const { caller, params, now, key, correlation } = call;
  const { notice: id, person: recipient } = params;
  await mustBeRecipient(caller, id, recipient, ports);
  const carried = await carryOut(
    ports,
    notice,
    { type: "MarkSpoken", data: { notice: id, recipient, at: now } },
    { school: caller.school, id, by: caller.person, at: now, key, correlation },
  );
  if ("refused" in carried) return carried;
  // Of two who spoke the first is told: the second changed nothing.
  const word = [...carried.past, ...carried.events].findLast(
    (event) => event.type === "RecipientSpoken" && event.data.recipient === recipient,
  );
  const spoken = { by: word && word.by !== "system" ? word.by : caller.person, at: word?.at ?? carried.at };
  return recipientNow(caller, id, recipient, spoken, now, ports);
});

export const recipientSpokenUndone = command(contract.recipientSpokenUndone, async (call, ports: Ports) => {
  const { caller, params, now, key, correlation } = call;
  const { notice: id, person: recipient } = params;
  await mustBeRecipient(caller, id, recipient, ports);
  const carried = await carryOut(
    ports,
    notice,
    { type: "UndoSpoken", data: { notice: id, recipient } },
    { school: caller.school, id, by: caller.person, at: now, key, correlation },
  );
  return "refused" in carried ? carried : recipientNow(caller, id, recipient, null, now, ports);
});
