import { beforeAll, describe, expect, it } from "@jest/globals";
import { eventually, mailsTo } from "./person.ts";
import { place } from "./place.ts";
import { type Arrived, arrive, onDutyOn, schoolDay } from "./school.ts";

type Ref = { id: string; name: string };
type Recipient = {
  person: Ref;
  app: { at: string | null; seenAt: string | null };
  mail: { state: string };
  isReached: boolean;
  why: string | null;
  spoken: { by: Ref } | null;
};
type Delivery = {
  families: { total: number; reached: number; spoken: number; toCall: number };
  recipients: Recipient[];
};
type Home = {
  items: {
    notice: string;
    seenAt: string | null;
    note: string | null;
    asks: { answers: { pupil: string; answer: string | null }[] } | null;
  }[];
};

const DONE = ["delivered", "bounced", "none"];

describe("a teacher who is away, on the deployed stack", () => {
  let office: Arrived;
  let samira: Arrived;
  let day: string;
  let teacher: Ref & { groups: Ref[] };
  let notice: string;

  const delivery = () => office.ask<Delivery>(`/notices/${notice}/delivery`);

  beforeAll(async () => {
    [office, samira] = await Promise.all([arrive("kantoor@school.example"), arrive("samira@post.example")]);
    const daan = samira.pupil("Daan");
    day = await schoolDay(samira, daan.id);
    const { body } = await office.ask<{ teachers: (Ref & { groups: Ref[] })[] }>("/teachers");
    const found = body.teachers.find(({ groups }) => groups.some(({ id }) => id === daan.group.id));
    if (!found) throw new Error("nobody works for this group");
    teacher = found;
  }, 60_000);

  it("reaches every guardian of the group in the app and by mail, and the ledger says so for each", async () => {
    const audience = await office.ask<{ guardians: number; families: number; withoutAddress: number }>(
      `/teachers/${teacher.id}/audience?from=${day}&until=${day}`,
    );
    const key = crypto.randomUUID();
    const announcement = {
      ...{ teacher: teacher.id, from: day, until: day, note: "Tot snel!" },
      groups: teacher.groups.map(({ id }) => ({ group: id, outcome: { kind: "home" } })),
    };
    const said = await office.say<{ notice: string }>("/teacher-absences", announcement, key);
    expect(said.status).toBe(200);
    notice = said.body.notice;
    // Sent twice by an impatient thumb: nobody is told twice.
    expect((await office.say<{ notice: string }>("/teacher-absences", announcement, key)).body).toEqual(said.body);

    const { body } = await eventually(
      "every mail at its end",
      delivery,
      (now) =>
        now.status === 200 &&
        now.body.recipients.length === audience.body.guardians &&
        now.body.recipients.every(({ mail }) => DONE.includes(mail.state)),
      60_000,
    );
    expect(body.families.total).toBe(audience.body.families);
    expect(body.recipients.every(({ app }) => app.at !== null)).toBe(true);
    expect(body.recipients.filter(({ mail }) => mail.state === "none")).toHaveLength(audience.body.withoutAddress);
    const bounced = body.recipients.filter(({ mail }) => mail.state === "bounced");
    expect(bounced.map(({ person, why, isReached }) => [person.name, why, isReached])).toEqual([
      ["Hakan Kaya", "bounced", false],
    ]);
    const mails = (await mailsTo(place.mailbox, "samira@post.example")).filter(({ text }) =>
      text.includes("Tot snel!"),
    );
    expect(mails).toHaveLength(1);
    expect(mails[0]?.subject).not.toMatch(/Daan|Noor/);
    expect(mails[0]?.raw).toMatch(/Content-Type: multipart\/alternative/i);
  }, 120_000);

  it("changes who is on duty for sick reports that follow", async () => {
    await eventually(
      "nobody of the group on duty",
      () => onDutyOn(samira, samira.pupil("Daan").id, day),
      (teachers) => teachers.every(({ id }) => id !== teacher.id),
    );
  }, 30_000);

  it("is in the guardian's home, counts as reached when seen, and takes an answer that can be changed", async () => {
    const { body } = await samira.ask<Home>("/home");
    const item = body.items.find((one) => one.notice === notice);
    expect(item?.note).toBe("Tot snel!");
    const daan = samira.pupil("Daan").id;
    expect(item?.asks?.answers).toEqual([{ pupil: daan, answer: null }]);
    expect((await samira.say(`/notices/${notice}/seen`, {})).status).toBe(200);
    expect((await samira.say(`/notices/${notice}/answers`, { pupil: daan, answer: "needs-care" })).status).toBe(200);
    expect((await samira.say(`/notices/${notice}/answers`, { pupil: daan, answer: "stays-home" })).status).toBe(200);
    await eventually(
      "the latest answer",
      () => samira.ask<Home>("/home"),
      (home) => home.body.items.find((one) => one.notice === notice)?.asks?.answers[0]?.answer === "stays-home",
    );
  }, 30_000);

  it("closes a row of who was not reached when the office spoke with them, and opens it again", async () => {
    const kaya = (await delivery()).body.recipients.find(({ why }) => why === "bounced");
    const path = `/notices/${notice}/recipients/${kaya?.person.id}/spoken`;
    const spoken = await office.say<Recipient>(path, {});
    expect(spoken.body.why).toBeNull();
    expect(spoken.body.spoken?.by.name).toBe("Anneke Bos");
    await eventually("the family spoken with", delivery, ({ body }) => body.families.spoken === 1);
    expect((await office.say<Recipient>(`${path}/undo`, {})).body.why).toBe("bounced");
  }, 30_000);

  it("is told over when it is called off, to the same people", async () => {
    const off = await office.say<{ isCalledOff: boolean }>(`/teacher-absences/${notice}/call-off`, {
      teacher: teacher.id,
    });
    expect(off.body.isCalledOff).toBe(true);
    await eventually(
      "the second message",
      () => samira.ask<{ items: { kind: string }[] }>("/home"),
      ({ body }) => body.items.some(({ kind }) => kind === "away-over"),
      30_000,
    );
    await eventually(
      "the teacher on duty again",
      () => onDutyOn(samira, samira.pupil("Daan").id, day),
      (teachers) => teachers.some(({ id }) => id === teacher.id),
    );
  }, 60_000);
});
