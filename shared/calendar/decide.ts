import {
  type CalendarEvent,
  type ClosedDays,
  ClosedDaysSet,
  GroupFormed,
  LessonTimesSet,
  type SchoolSettings,
  SettingsSet,
} from "#events/calendar.ts";
import type { GroupId } from "#events/ids.ts";
import type { WeekTimes } from "#events/time.ts";

/** What is set already, as JSON by name, so that setting the same again says nothing. */
export type Calendar = Readonly<Record<string, string>>;

export const start: Calendar = {};

export type CalendarCommand =
  | { type: "SetSettings"; data: { settings: SchoolSettings } }
  | { type: "FormGroup"; data: { group: GroupId; name: string; lessons: WeekTimes } }
  | { type: "SetClosedDays"; data: { closed: ClosedDays[] } };

export type CalendarRefusal = { refused: "closed-days-backwards"; name: string };

const nameOf = (event: CalendarEvent): string =>
  event.type === "GroupFormed" || event.type === "LessonTimesSet" ? `${event.type} ${event.data.group}` : event.type;

export const evolve = (state: Calendar, event: CalendarEvent): Calendar => ({
  ...state,
  [nameOf(event)]: JSON.stringify(event.data),
});

const news = (state: Calendar, events: CalendarEvent[]): CalendarEvent[] =>
  events.filter((event) => state[nameOf(event)] !== JSON.stringify(event.data));

export const decide = (command: CalendarCommand, state: Calendar): CalendarEvent[] | CalendarRefusal => {
  switch (command.type) {
    case "SetSettings":
      return news(state, [SettingsSet.of(command.data)]);
    case "FormGroup": {
      const { group, name, lessons } = command.data;
      return news(state, [GroupFormed.of({ group, name }), LessonTimesSet.of({ group, lessons })]);
    }
    case "SetClosedDays": {
      const backwards = command.data.closed.find(({ from, until }) => until < from);
      if (backwards) return { refused: "closed-days-backwards", name: backwards.name };
      return news(state, [ClosedDaysSet.of(command.data)]);
    }
  }
};

export const calendar = { category: "calendar", start, evolve, decide } as const;
