import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Browser } from "playwright-core";
import { eventually } from "../stack/person.ts";
import { place } from "../stack/place.ts";
import { type Arrived, arrive } from "../stack/school.ts";
import { barriers, device, launch, PHONE, type Seen, signInAs } from "./browser.ts";

/** Everything of the API's answers and of the session that the browser keeps, as text. Runs in the page. */
const AT_REST = `(async () => {
  const found = Object.values({ ...localStorage }).concat(Object.values({ ...sessionStorage }));
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys())
      if (request.url.includes("/v1/")) found.push(await (await cache.match(request)).text());
  }
  return found.join("\\n");
})()`;

describe("a guardian on a phone", () => {
  let browser: Browser;
  let phone: Seen;
  /** The same guardian by the API, to see what the phone brought about. */
  let jesse: Arrived;

  beforeAll(async () => {
    browser = await launch();
    phone = await device(browser, PHONE);
    jesse = await arrive("jesse@post.example");
  }, 60_000);
  afterAll(() => browser.close());

  /** Clean for WCAG 2.2 AA, as it is now. */
  const mustBeOpenToAll = async (name: string) => {
    await phone.shot(name);
    expect(await barriers(phone)).toEqual([]);
  };

  it("signs in with a code from the mail", async () => {
    await phone.page.goto(place.web);
    await phone.page.getByRole("heading", { name: "Inloggen" }).waitFor();
    await mustBeOpenToAll("sign-in");
    await signInAs(phone, "jesse@post.example");
    await phone.page.getByRole("heading", { name: /Jesse/ }).waitFor();
    await mustBeOpenToAll("home");
  }, 60_000);

  it("reports the only child sick in two taps, and is told who has it and since when", async () => {
    const { page } = phone;
    await page.getByRole("link", { name: "Ziek melden" }).click();
    await page.getByRole("heading", { name: "Mila de Wit ziek melden" }).waitFor();
    await page.getByText(/zien dit meteen|ziet dit meteen/).waitFor();
    await mustBeOpenToAll("report");
    await page.getByRole("button", { name: "Versturen" }).click();
    await page.getByRole("heading", { name: "Mila de Wit is ziek gemeld" }).waitFor();
    await page
      .getByText(/(heeft|hebben) het sinds/)
      .first()
      .waitFor();
    await mustBeOpenToAll("sent");
  }, 60_000);

  it("shows it to the guardian in the other home, in the language they chose, and nothing of the first home", async () => {
    const other = await device(browser, PHONE, { dark: true, language: "en" });
    await signInAs(other, "karin@post.example");
    await other.page
      .getByText(/At home since/)
      .first()
      .waitFor();
    expect(await other.page.locator("html").getAttribute("lang")).toBe("en");
    expect(await other.page.content()).not.toContain("jesse@post.example");
    await other.shot("home");
    expect(await barriers(other)).toEqual([]);
    expect(other.complaints).toEqual([]);
    await other.context.close();
  }, 60_000);

  it("takes a report back at once", async () => {
    const { page } = phone;
    await page.getByRole("button", { name: "Ongedaan maken" }).click();
    await page
      .getByText(/De melding is teruggenomen|Mila de Wit gewoon komt/)
      .first()
      .waitFor();
    const absence = await jesse.ask<{ phase: string }>(`/absences/${jesse.pupil("Mila").id}`);
    expect(absence.body.phase).toBe("present");
  }, 60_000);

  it("changes the dates of a report with its history, and reports better", async () => {
    const { page } = phone;
    const mila = jesse.pupil("Mila").id;
    const { body } = await jesse.ask<{ nextOpenDay: string }>(`/pupils/${mila}/on-duty`);
    await jesse.say("/absences", { pupil: mila, from: body.nextOpenDay, back: null, reason: "koorts" });
    await page.goto(`${new URL(page.url()).origin}/absence/${mila}`);
    await page.getByText("koorts").first().waitFor();
    await mustBeOpenToAll("absence");
    await page.getByRole("link", { name: "Wijzigen" }).first().click();
    await page.getByRole("textbox", { name: /Wat is er aan de hand/ }).fill("griep");
    await page.getByRole("button", { name: "Wijziging versturen" }).click();
    await eventually(
      "the change in the history",
      () => jesse.ask<{ history: { what: string }[] }>(`/absences/${mila}`),
      (now) =>
        now.body.history
          .slice(-2)
          .map(({ what }) => what)
          .join() === "reported,corrected",
    );
    await jesse.say(`/absences/${mila}/withdrawal`, {});
  }, 60_000);

  it("finds who can be reached when, by keyboard alone", async () => {
    const { page } = phone;
    await page.goto(new URL(page.url()).origin);
    await page.getByRole("heading", { name: /Jesse/ }).waitFor();
    const focused = () => page.evaluate<string>("document.activeElement.textContent");
    for (let presses = 0; presses < 30 && (await focused()).trim() !== "Contact"; presses++)
      await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: /bereik|Contact/i }).waitFor();
    await mustBeOpenToAll("contact");
  }, 60_000);

  it("reads offline what was read before, with no sealed word at rest in the browser", async () => {
    const { page, context } = phone;
    await page.goto(new URL(page.url()).origin);
    await page.getByRole("heading", { name: /Jesse/ }).waitFor();
    const mila = jesse.pupil("Mila").id;
    const { body } = await jesse.ask<{ nextOpenDay: string }>(`/pupils/${mila}/on-duty`);
    await jesse.say("/absences", { pupil: mila, from: body.nextOpenDay, back: null, reason: "griep" });
    await page.evaluate("navigator.serviceWorker.ready.then(() => true)");
    await page.reload();
    await page.getByRole("heading", { name: /Jesse/ }).waitFor();
    const atRest = await page.evaluate<string>(AT_REST);
    // A report that stands, so that there is something to leave out.
    expect(atRest).toContain("Mila de Wit");
    expect(atRest).not.toMatch(/koorts|griep|"since"|eyJ/);
    await context.setOffline(true);
    await page.reload();
    await page.getByText("Geen verbinding.").first().waitFor();
    await page.getByRole("heading", { name: /Jesse/ }).waitFor();
    await phone.shot("offline");
    await context.setOffline(false);
    await jesse.say(`/absences/${mila}/withdrawal`, {});
  }, 60_000);

  it("ends without a complaint of the browser or the content security policy", () => {
    // Without connection the browser says so itself.
    expect(phone.complaints.filter((line) => !/ERR_INTERNET_DISCONNECTED|Failed to fetch/.test(line))).toEqual([]);
  });
});
