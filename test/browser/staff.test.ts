import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Browser } from "playwright-core";
import { eventually } from "../stack/person.ts";
import { type Arrived, arrive, emailOf, onDutyOn, schoolDay } from "../stack/school.ts";
import { barriers, DESK, device, launch, PHONE, type Seen, signInAs } from "./browser.ts";

/** Two seconds are promised; a machine that runs tests beside it gets this long. */
const ON_BOARD_MS = 5_000;

describe("a teacher between two lessons", () => {
  let browser: Browser;
  let youssef: Arrived;
  let noor: Arrived["me"]["pupils"][number];
  let day: string;

  beforeAll(async () => {
    browser = await launch();
    youssef = await arrive("youssef@post.example");
    noor = youssef.pupil("Noor");
    day = await schoolDay(youssef, noor.id);
  }, 60_000);
  afterAll(() => browser.close());

  it("sees a new report on the board without reloading, and opens the reason only on asking", async () => {
    const [onDuty] = await onDutyOn(youssef, noor.id, day);
    const board = await device(browser, PHONE);
    await signInAs(board, emailOf(onDuty?.name ?? ""));
    await board.page.getByRole("heading", { level: 1, name: /Groep\s4/ }).waitFor();
    const name = board.page.getByRole("heading", { name: "Noor El Amrani" });
    expect(await name.count()).toBe(0);
    const began = Date.now();
    await youssef.say("/absences", { pupil: noor.id, from: day, back: null, reason: "waterpokken" });
    await name.waitFor({ timeout: ON_BOARD_MS });
    process.stdout.write(`sick report to open board: ${Date.now() - began} ms\n`);
    expect(await board.page.content()).not.toContain("waterpokken");
    await board.page.getByRole("button", { name: /Reden bekijken van Noor/ }).click();
    await board.page.getByText("waterpokken").waitFor();
    await board.shot("board");
    expect(await barriers(board)).toEqual([]);
    expect(board.complaints).toEqual([]);
    await board.context.close();
  }, 60_000);

  it("is left in peace on a day off: no names, and when work begins again", async () => {
    const [onDuty] = await onDutyOn(youssef, noor.id, day);
    const off = await device(browser, PHONE);
    await signInAs(off, emailOf(onDuty?.name === "Juf Eva" ? "Meester Tim" : "Juf Eva"));
    await off.page.getByRole("heading", { level: 1 }).waitFor();
    await off.page.waitForLoadState("networkidle").catch(() => undefined);
    expect(await off.page.content()).not.toContain("Noor El Amrani");
    await off.shot("off-duty");
    expect(await barriers(off)).toEqual([]);
    expect(off.complaints).toEqual([]);
    await off.context.close();
    await youssef.say(`/absences/${noor.id}/withdrawal`, {});
  }, 60_000);
});

describe("the office with a phone on the ear", () => {
  let browser: Browser;
  let desk: Seen;
  let day: string;

  beforeAll(async () => {
    browser = await launch();
    desk = await device(browser, DESK);
    const samira = await arrive("samira@post.example");
    day = await schoolDay(samira, samira.pupil("Noor").id);
    // The small school's phone list begins after a minute.
    await signInAs(desk, "kantoor.anker@school.example");
  }, 60_000);
  afterAll(() => browser.close());

  const mustBeOpenToAll = async (name: string) => {
    await desk.shot(name);
    expect(await barriers(desk)).toEqual([]);
  };

  it("enters a sick report on a parent's behalf from the board", async () => {
    const { page } = desk;
    await page.getByRole("heading", { level: 1, name: "Vandaag op school" }).waitFor();
    await mustBeOpenToAll("office");
    await page.getByRole("searchbox").fill("groep 3");
    await page
      .getByRole("button", { name: /Ziek melden|ziek melden/ })
      .first()
      .click();
    await page.getByRole("dialog").waitFor();
    await mustBeOpenToAll("report-for");
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /Versturen|melden/ })
      .last()
      .click();
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await page.getByRole("link", { name: /^1\s*ziek/ }).waitFor();
  }, 60_000);

  it("announces that a teacher is away, sees the audience in words and number, and has ten seconds to take back", async () => {
    const { page } = desk;
    await page.getByRole("link", { name: "Leerkracht afwezig" }).click();
    const iris = page.getByRole("radio", { name: /Juf Iris/ });
    await page.getByRole("heading", { level: 1, name: "Leerkracht is er niet" }).waitFor();
    await page.getByText("Welke dagen?").first().waitFor();
    if (!(await iris.isVisible())) await page.getByText("Iemand die vandaag niet werkt").click();
    await iris.check();
    await page.getByLabel("Eerste dag").fill(day);
    await page.getByLabel("Laatste dag").fill(day);
    await page.getByRole("radio", { name: /Kinderen blijven thuis/ }).check();
    await page
      .getByText(/\d+ ouders van groep/)
      .first()
      .waitFor();
    await mustBeOpenToAll("away");
    await page.getByRole("button", { name: /Versturen naar \d+ ouders/ }).click();
    await page.getByRole("button", { name: "Terugnemen" }).first().click();
    await page.getByRole("button", { name: /Versturen naar \d+ ouders/ }).click();
    await page.getByRole("button", { name: "Nu versturen" }).click();
    await page.getByRole("heading", { level: 1, name: /Juf Iris is er niet/ }).waitFor();
  }, 60_000);

  it("watches the ledger fill, sees whose address bounced, and closes a row of the phone list", async () => {
    const { page } = desk;
    await page
      .getByText(/Mail kwam terug|Kwam terug om/)
      .first()
      .waitFor({ timeout: 60_000 });
    await page
      .getByRole("button", { name: /Gesproken/ })
      .first()
      .waitFor({ timeout: 90_000 });
    await mustBeOpenToAll("delivery");
    const rows = page.getByRole("button", { name: /Gesproken/ });
    const before = await rows.count();
    await rows.first().click();
    await page
      .getByText(/Gesproken met/)
      .first()
      .waitFor();
    await eventually(
      "one family less to phone",
      () => rows.count(),
      (count) => count === before - 1,
    );
  }, 180_000);

  it("ends without a complaint of the browser or the content security policy", () => {
    expect(desk.complaints).toEqual([]);
  });
});
