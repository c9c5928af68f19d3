import { defineConfig } from "@lingui/cli";

/** Two catalogs a language, so that a guardian's first load carries no words of the staff's screens. */
export default defineConfig({
  sourceLocale: "en",
  locales: ["nl", "en"],
  catalogs: [
    {
      path: "<rootDir>/src/locales/{locale}/guardian",
      include: ["app", "api", "ui", "session", "home", "absence", "notice", "contact"].map(
        (folder) => `<rootDir>/src/${folder}`,
      ),
    },
    {
      path: "<rootDir>/src/locales/{locale}/staff",
      include: ["board", "duty", "delivery"].map((folder) => `<rootDir>/src/${folder}`),
    },
  ],
});
