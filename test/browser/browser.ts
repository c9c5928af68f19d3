import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import sparticuz from "@sparticuz/chromium";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { root } from "#infra/local/root.ts";
import { codeFor, mailsTo } from "../stack/person.ts";
import { place } from "../stack/place.ts";

const shots = join(root, ".kring", "shots");

/** The package's own arguments crash; elsewhere than on Linux an installed Chrome is used. */
const args = ["--no-sandbox", "--headless=shell", "--disable-gpu", "--disable-background-networking"];

export const launch = async (): Promise<Browser> => {
  mkdirSync(shots, { recursive: true });
  return process.platform === "linux"
    ? chromium.launch({ executablePath: await sparticuz.executablePath(), args })
    : chromium.launch({ channel: "chrome" });
};

export const PHONE = { width: 375, height: 812 };
export const DESK = { width: 1280, height: 900 };

export type Seen = { page: Page; context: BrowserContext; complaints: string[]; shot(name: string): Promise<void> };

type Looks = { dark?: boolean; language?: "nl" | "en" };

/** A fresh device. What the console or a policy complains about is kept: a test ends without any. */
export const device = async (
  browser: Browser,
  viewport: typeof PHONE,
  { dark = false, language = "nl" }: Looks = {},
): Promise<Seen> => {
  const context = await browser.newContext({
    viewport,
    locale: language === "nl" ? "nl-NL" : "en-GB",
    timezoneId: "Europe/Amsterdam",
    colorScheme: dark ? "dark" : "light",
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    // A refused answer is told by the browser itself; what a person must know of it is on the page.
    if (["error", "warning"].includes(message.type()) && !/status of 4\d\d/.test(message.text()))
      complaints.push(message.text());
  });
  return {
    page,
    context,
    complaints,
    shot: async (name) => {
      await page.screenshot({
        path: join(shots, `${name}-${viewport.width}${dark ? "-dark" : ""}-${language}.png`),
        fullPage: true,
      });
    },
  };
};

/** Signs in as a person does: the address, then the code from the mail. */
export const signInAs = async ({ page }: Seen, email: string): Promise<void> => {
  const seen = (await mailsTo(place.mailbox, email)).filter(({ text }) => /code/i.test(text)).length;
  await page.goto(place.web);
  await page.getByRole("textbox").fill(email);
  await page.getByRole("button", { name: /Stuur mij een code|Send me a code/ }).click();
  await page.getByRole("textbox", { name: /Code/ }).fill(await codeFor(place, email, seen));
  const send = page.getByRole("button", { name: /^Inloggen$|^Sign in$/ });
  if (await send.isVisible()) await send.click().catch(() => undefined);
  await page.getByRole("navigation").first().waitFor();
};

/** What WCAG 2.2 AA forbids on this page, in words; none is right. */
export const barriers = async ({ page }: Seen): Promise<string[]> => {
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
};
