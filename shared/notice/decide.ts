import type { NoticeId, PersonId, PupilId } from "#events/ids.ts";
import {
  type HomeAnswer,
  NoticeAnswered,
  type NoticeEvent,
  RecipientSpoken,
  RecipientSpokenUndone,
} from "#events/notice.ts";
import type { Instant } from "#events/time.ts";

/** What came back on a notice: the latest answer per pupil, and who the office spoke with. */
export type Notice = { answers: Record<string, HomeAnswer>; spoken: readonly PersonId[] };

export const start: Notice = { answers: {}, spoken: [] };

export const evolve = (state: Notice, { type, data }: NoticeEvent): Notice => {
  switch (type) {
    case "NoticePublished":
      return state;
    case "NoticeAnswered":
      return { ...state, answers: { ...state.answers, [data.pupil]: data.answer } };
    case "RecipientSpoken":
      return { ...state, spoken: [...state.spoken, data.recipient] };
    case "RecipientSpokenUndone":
      return { ...state, spoken: state.spoken.filter((person) => person !== data.recipient) };
  }
};

/** `asks` and `closesAt` are facts of the notice itself, which lies in another stream. */
export type NoticeCommand =
  | {
      type: "AnswerNotice";
      data: { notice: NoticeId; pupil: PupilId; answer: HomeAnswer };
      facts: { asks: boolean; closesAt: Instant; now: Instant };
    }
  | { type: "MarkSpoken"; data: { notice: NoticeId; recipient: PersonId; at: Instant } }
  | { type: "UndoSpoken"; data: { notice: NoticeId; recipient: PersonId } };

export type NoticeRefusal = { refused: "not-asked" } | { refused: "closed"; closedAt: Instant };

export const decide = (command: NoticeCommand, state: Notice): NoticeEvent[] | NoticeRefusal => {
  switch (command.type) {
    case "AnswerNotice": {
      const { data, facts } = command;
      if (!facts.asks) return { refused: "not-asked" };
      if (facts.now >= facts.closesAt) return { refused: "closed", closedAt: facts.closesAt };
      return state.answers[data.pupil] === data.answer ? [] : [NoticeAnswered.of(data)];
    }
    case "MarkSpoken":
      return state.spoken.includes(command.data.recipient) ? [] : [RecipientSpoken.of(command.data)];
    case "UndoSpoken":
      return state.spoken.includes(command.data.recipient) ? [RecipientSpokenUndone.of(command.data)] : [];
  }
};

export const notice = { category: "notice", start, evolve, decide } as const;
