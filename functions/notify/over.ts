import { NoticeId } from "#events/ids.ts";
import { uuidv5 } from "#shared/store/uuidv5.ts";

/** The notice that says an announced absence is over: one, however often it is called off. */
export const overOf = (notice: NoticeId): NoticeId => NoticeId.parse(uuidv5(`${notice} over`));
