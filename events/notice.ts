import * as z from "zod";
import { event } from "./event.ts";
import { GroupId, NoticeId, PersonId, PupilId } from "./ids.ts";
import { sealed } from "./sealed.ts";
import { Instant } from "./time.ts";

/** An important notice (S4) that is not a teacher's absence: in the app and by mail at once. */
export const NoticePublished = event("NoticePublished", 1, {
  notice: NoticeId,
  author: PersonId,
  groups: z.array(GroupId).min(1).max(40),
  title: sealed(z.string().min(1).max(120), "author"),
  text: sealed(z.string().min(1).max(4000), "author"),
});

export const HomeAnswer = z.enum(["stays-home", "needs-care"]);
export type HomeAnswer = z.infer<typeof HomeAnswer>;

/** A guardian's answer for one pupil; a later one replaces it (P4: can be changed until it closes). */
export const NoticeAnswered = event("NoticeAnswered", 1, {
  notice: NoticeId,
  pupil: PupilId,
  answer: HomeAnswer,
});

/** The office spoke with someone who had not been reached; `undone` puts the row back. */
export const RecipientSpoken = event("RecipientSpoken", 1, { notice: NoticeId, recipient: PersonId, at: Instant });
export const RecipientSpokenUndone = event("RecipientSpokenUndone", 1, { notice: NoticeId, recipient: PersonId });

export const NoticeEvent = z.discriminatedUnion("type", [
  NoticePublished,
  NoticeAnswered,
  RecipientSpoken,
  RecipientSpokenUndone,
]);
export type NoticeEvent = z.infer<typeof NoticeEvent>;
