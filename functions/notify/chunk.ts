import * as z from "zod";
import { GroupId, HouseholdId, NoticeId, PersonId, PupilId, SchoolId } from "#events/ids.ts";
import { Instant } from "#events/time.ts";

/** How many recipients a chunk has: one BatchGetItem and one TransactWriteItems hold them. */
export const CHUNK = 50;

/** A part of a notice's audience on its way to their inboxes: ids only, so that the queue holds nobody's words. */
export const Chunk = z.object({
  school: SchoolId,
  notice: NoticeId,
  at: Instant,
  recipients: z
    .array(
      z.object({
        person: PersonId,
        household: HouseholdId.nullable(),
        pupils: z.array(z.object({ pupil: PupilId, group: GroupId })),
      }),
    )
    .max(CHUNK),
});
export type Chunk = z.infer<typeof Chunk>;
export type Recipient = Chunk["recipients"][number];
