import { type AtSchool, type Child, schoolsOf, useMe } from "../api/me.ts";

/** A child of the caller, with the school it goes to. */
export type OwnChild = { child: Child; at: AtSchool };

/** All own children, of all schools. */
export const useChildren = (): OwnChild[] =>
  schoolsOf(useMe(), "guardian").flatMap((at) => at.pupils.map((child) => ({ child, at })));

/** The child of this address; undefined when it is none of the caller's. */
export const useChild = (pupil: string | undefined): OwnChild | undefined =>
  useChildren().find(({ child }) => child.id === pupil);
