import { type ComponentType, lazy } from "react";
import type { Hat } from "../api/hats.ts";
import { withStaffWords } from "./language.ts";

type Screen = { default: ComponentType };
type Load = () => Promise<Screen>;

/** A staff screen waits for its words too. */
const staff =
  (load: Load): Load =>
  async () => {
    const [screen] = await Promise.all([load(), withStaffWords()]);
    return screen;
  };

const home: Load = () => import("../home/Home.tsx");
const signIn: Load = () => import("../session/SignIn.tsx");
const sick: Load = () => import("../absence/ReportSick.tsx");

export const SignIn = lazy(signIn);
export const NotHere = lazy(() => import("./NotHere.tsx"));

/** Every screen for who is signed in, and the hats it is for. */
export const routes: readonly { path: string; hats: readonly Hat[]; Screen: ComponentType }[] = [
  { path: "/", hats: ["guardian"], Screen: lazy(home) },
  { path: "/sick/:pupil?", hats: ["guardian"], Screen: lazy(sick) },
  { path: "/absence/:pupil", hats: ["guardian"], Screen: lazy(() => import("../absence/AbsencePage.tsx")) },
  { path: "/absence/:pupil/change", hats: ["guardian"], Screen: lazy(() => import("../absence/ChangeAbsence.tsx")) },
  { path: "/notices/:notice", hats: ["guardian"], Screen: lazy(() => import("../notice/NoticePage.tsx")) },
  { path: "/contact", hats: ["guardian"], Screen: lazy(() => import("../contact/ContactPage.tsx")) },
  { path: "/groups/:group", hats: ["teacher", "office"], Screen: lazy(staff(() => import("../board/GroupBoard.tsx"))) },
  { path: "/office", hats: ["office"], Screen: lazy(staff(() => import("../board/SchoolBoard.tsx"))) },
  { path: "/office/away", hats: ["office"], Screen: lazy(staff(() => import("../duty/AnnounceAway.tsx"))) },
  { path: "/office/notices/:notice", hats: ["office"], Screen: lazy(staff(() => import("../delivery/Delivery.tsx"))) },
];

/** The likely first screen is fetched beside the session, not after it. */
export const fetchAhead = (path: string): void => {
  const load = localStorage.getItem("kring.known") !== "yes" ? signIn : path === "/sick" ? sick : path === "/" && home;
  if (load) load().catch((error: unknown) => console.warn("not fetched ahead", error));
};
