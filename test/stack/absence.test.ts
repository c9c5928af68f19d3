import { beforeAll, describe, expect, it } from "@jest/globals";
import { eventually } from "./person.ts";
import { type Arrived, arrive, emailOf, onDutyOn, schoolDay } from "./school.ts";

type Absence = {
  phase: string;
  from: string | null;
  reason: string | null;
  reportedBy: { name: string; isYou: boolean } | null;
  holders: { name: string }[];
  history: { what: string }[];
  looks: { by: { name: string } }[];
};
type Board = { isOnDuty: boolean; sick: { pupil: { id: string } }[] };

describe("a sick report on the deployed stack", () => {
  let samira: Arrived;
  let youssef: Arrived;
  let office: Arrived;
  let noor: Arrived["me"]["pupils"][number];
  let day: string;

  beforeAll(async () => {
    [samira, youssef, office] = await Promise.all([
      arrive("samira@post.example"),
      arrive("youssef@post.example"),
      arrive("kantoor@school.example"),
    ]);
    noor = samira.pupil("Noor");
    day = await schoolDay(samira, noor.id);
  }, 60_000);

  const isOn = (board: { status: number; body: Board }) =>
    board.status === 200 && board.body.sick.some(({ pupil }) => pupil.id === noor.id);

  it("stands on the board of who is on duty, tells the other guardian, and leaves the partner who is off in peace", async () => {
    const [onDuty] = await onDutyOn(samira, noor.id, day);
    const teacher = await arrive(emailOf(onDuty?.name ?? ""));
    const partner = await arrive(emailOf(onDuty?.name === "Juf Eva" ? "Meester Tim" : "Juf Eva"));
    const board = `/groups/${noor.group.id}/board`;
    const said = await samira.say<Absence>("/absences", { pupil: noor.id, from: day, back: null, reason: "oorpijn" });
    expect(said.status).toBe(200);
    expect(said.body).toMatchObject({ phase: "sick", from: day, reason: "oorpijn", reportedBy: { isYou: true } });
    expect(said.body.holders.map(({ name }) => name)).toEqual([onDuty?.name]);

    await eventually("the report on the board", () => teacher.ask<Board>(board), isOn, 2_000);
    const other = await youssef.ask<Absence>(`/absences/${noor.id}`);
    expect(other.body).toMatchObject({ phase: "sick", reason: "oorpijn", reportedBy: { isYou: false } });
    const off = await partner.ask<Board>(board);
    expect(off.body).toMatchObject({ isOnDuty: false, sick: [] });
    await eventually("the report at the office", () => office.ask<Board>("/board"), isOn, 4_000);

    // Opening the reason is a look, and the guardians see who looked.
    expect((await teacher.ask<Absence>(`/absences/${noor.id}`)).body.reason).toBe("oorpijn");
    await eventually(
      "the look with the guardian",
      () => samira.ask<Absence>(`/absences/${noor.id}`),
      ({ body }) => body.looks.some(({ by }) => by.name === onDuty?.name),
    );
  }, 60_000);

  it("is answered the same when it comes twice, also while nothing changed", async () => {
    const report = { pupil: noor.id, from: day, back: null, reason: "oorpijn" };
    const key = crypto.randomUUID();
    const [one, two] = [await youssef.say("/absences", report, key), await youssef.say("/absences", report, key)];
    expect(one.status).toBe(200);
    expect(two.body).toEqual(one.body);
    expect((one.body as unknown as Absence).history).toHaveLength(1);
  }, 30_000);

  it("says 304 while the board is as it was", async () => {
    const first = await office.ask<Board>("/pupils?q=noor");
    const etag = first.headers.get("etag") ?? "";
    expect(etag).not.toBe("");
    expect((await office.ask("/pupils?q=noor", { "if-none-match": etag })).status).toBe(304);
  }, 30_000);

  it("is corrected with history, taken back, reported by the office, and ended by a recovery", async () => {
    const corrected = await samira.say<Absence>(`/absences/${noor.id}/correction`, {
      from: day,
      back: null,
      reason: null,
    });
    expect(corrected.body.history.map(({ what }) => what)).toEqual(["reported", "corrected"]);
    const taken = await youssef.say<Absence>(`/absences/${noor.id}/withdrawal`, {});
    expect(taken.body.phase).toBe("present");
    const byOffice = await office.say<Absence>("/absences", { pupil: noor.id, from: day, back: null, reason: null });
    expect(byOffice.body.phase).toBe("sick");
    const better = await samira.say<Absence>(`/absences/${noor.id}/recovery`, { on: day });
    expect(better.body.phase).toBe("present");
    await eventually(
      "gone from the board",
      () => office.ask<Board>("/board"),
      (board) => board.status === 200 && !isOn(board),
    );
  }, 30_000);
});
