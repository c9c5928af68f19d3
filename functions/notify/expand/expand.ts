import type { AnyEvent } from "#events/catalog.ts";
import type { Recorded } from "#events/event.ts";
import type { GroupId, NoticeId } from "#events/ids.ts";
import { SealedText } from "#events/sealed.ts";
import type { TimeOfDay } from "#events/time.ts";
import type { SchoolCalendar } from "#shared/policy/calendar.ts";
import { addMinutes, dayOf, momentOf } from "#shared/policy/days.ts";
import type { Queue } from "#shared/ports/queue.ts";
import type { Json, Table } from "#shared/ports/table.ts";
import { openEvent } from "#shared/store/codec.ts";
import { readCommits } from "#shared/store/commits.ts";
import type { StoredEvent } from "#shared/store/stored.ts";
import type { Views } from "#shared/store/views.ts";
import { addDue } from "../../due.ts";
import { type Header, headerItem } from "../../ledger.ts";
import { audienceOf } from "../audience.ts";
import { CHUNK, type Chunk, type Recipient } from "../chunk.ts";
import { overOf } from "../over.ts";

export type ExpandPorts = { events: Table; views: Views; deliveries: Table; due: Table; chunks: Queue };

/** Families answer whether their child stays home until the end of the last day's contact hours (T2). */
const ANSWERS_UNTIL = "16:30" as TimeOfDay;

/** Chunks go to the queue as many at a time as one request takes. */
const AT_ONCE = 10;

type Told = Omit<Header, "listedAt">;

const textsOf = (stored: StoredEvent, subject: string, fields: string[]): Header["texts"] => ({
  stream: stored.stream,
  subject,
  fields: Object.fromEntries(
    fields.flatMap((field) => {
      const sealed = SealedText.safeParse((stored.data as Record<string, Json>)[field]);
      return sealed.success ? [[field, sealed.data]] : [];
    }),
  ),
});

/** What is to be told of an event; null: nobody is told. */
const toldOf = async (stored: StoredEvent, events: Table): Promise<Told | null> => {
  const event = (await openEvent(null, stored)) as Recorded<AnyEvent>;
  const { at, by } = event;
  switch (event.type) {
    case "AbsenceAnnounced": {
      const { notice, teacher, from, until, groups } = event.data;
      return {
        ...{ notice, kind: "away", at, by, groups, teacher, days: { from, until } },
        texts: textsOf(stored, teacher, ["note"]),
        asksUntil: groups.some(({ outcome }) => outcome.kind === "home") ? momentOf(until, ANSWERS_UNTIL) : null,
      };
    }
    case "AbsenceCalledOff": {
      const { notice, teacher } = event.data;
      const announced = await announcementOf(stored, notice, events);
      if (!announced) throw new Error("an absence was called off that nobody announced");
      const { groups, from, until } = announced;
      return {
        ...{ notice: overOf(notice), kind: "away-over", at, by, teacher, days: { from, until }, asksUntil: null },
        groups: groups.map(({ group }) => ({ group, outcome: null })),
        texts: textsOf(stored, teacher, []),
      };
    }
    case "NoticePublished": {
      const { notice, author, groups } = event.data;
      return {
        ...{ notice, kind: "notice", at, by, teacher: null, days: null, asksUntil: null },
        groups: groups.map((group) => ({ group, outcome: null })),
        texts: textsOf(stored, author, ["title", "text"]),
      };
    }
    default:
      return null;
  }
};

const announcementOf = async ({ school, stream }: StoredEvent, notice: NoticeId, events: Table) => {
  for (const commit of await readCommits(events, school, stream))
    for (const stored of commit.events) {
      const event = await openEvent(null, stored);
      if (event.type === "AbsenceAnnounced" && event.data.notice === notice) return event.data;
    }
  return null;
};

/**
 * From one event to its whole audience: the notice's header in the ledger, the moment to look at it again, then chunks
 * of recipients to the queue. Done twice it is the same header and the same rows: each recipient's is conditional.
 */
export const makeExpand =
  ({ events, views, deliveries, due, chunks }: ExpandPorts) =>
  async (stored: StoredEvent): Promise<void> => {
    const told = await toldOf(stored, events);
    if (!told) return;
    const { school } = stored;
    const { notice, at, groups } = told;
    const calendar = (await views.row("calendar", school, "school", "calendar")) as SchoolCalendar | null;
    // The calendar's own events may still be on their way: this one comes again.
    if (!calendar) throw new Error("a school without a calendar");
    const listedAt = addMinutes(at, calendar.settings.notReachedAfterMinutes);
    await deliveries.put(headerItem(school, { ...told, listedAt }), "absent");
    await addDue(due, { at: listedAt, school, notice });

    let waiting: Chunk[] = [];
    let recipients: Recipient[] = [];
    const send = async () => {
      await chunks.send(waiting.map((body, index) => ({ id: `chunk-${index}`, body })));
      waiting = [];
    };
    for await (const recipient of audienceOf(
      views,
      school,
      groups.map(({ group }): GroupId => group),
      dayOf(at),
    )) {
      recipients.push(recipient);
      if (recipients.length < CHUNK) continue;
      waiting.push({ school, notice, at, recipients });
      recipients = [];
      if (waiting.length === AT_ONCE) await send();
    }
    if (recipients.length > 0) waiting.push({ school, notice, at, recipients });
    if (waiting.length > 0) await send();
  };
