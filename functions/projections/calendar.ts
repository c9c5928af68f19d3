import type { CalendarEvent } from "#events/calendar.ts";
import type { SchoolCalendar } from "#shared/policy/calendar.ts";
import { view } from "./view.ts";

const unset: SchoolCalendar = {
  settings: { name: "", phone: "", cutOff: "08:30" as never, notReachedAfterMinutes: 30 },
  groups: {},
  closed: [],
};

const evolve = (state: SchoolCalendar, { type, data }: CalendarEvent): SchoolCalendar => {
  switch (type) {
    case "SettingsSet":
      return { ...state, settings: data.settings };
    case "GroupFormed": {
      const lessons = state.groups[data.group]?.lessons ?? {};
      return { ...state, groups: { ...state.groups, [data.group]: { name: data.name, lessons } } };
    }
    case "LessonTimesSet": {
      const name = state.groups[data.group]?.name ?? "";
      return { ...state, groups: { ...state.groups, [data.group]: { name, lessons: data.lessons } } };
    }
    case "ClosedDaysSet":
      return { ...state, closed: data.closed };
  }
};

/** The school's settings, groups and closed days: list `school`, one row `calendar`. */
export const calendar = view<"calendar", SchoolCalendar>({
  name: "calendar",
  category: "calendar",
  start: unset,
  evolve,
  rows: (state) => [{ list: "school", key: "calendar", data: state }],
});
