import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { runToEnd } from "../infra/local/child.ts";
import type { Deployed } from "../infra/local/deploy.ts";
import { credentials } from "../infra/local/emulator.ts";
import type { Mailbox } from "../infra/local/mailbox.ts";
import { bringUp } from "../infra/local/stack.ts";
import { request, signIn } from "../test/stack/person.ts";
import { type Figure, figure, printFigures } from "./aim.ts";
import { isMain } from "./isMain.ts";
import { median } from "./median.ts";

const MOST = 2;
const FIRST_PORT = 4900;
const DEPLOY_MS = 180_000;
const MAIL_MS = 60_000;
const DAY_MS = 24 * 60 * 60_000;
const MOST_DAYS = 300;
const WARM = 2;

const deployBare = async ({ endpoint, outputs }: Deployed, dir: string): Promise<string> => {
  const file = join(dir, "bare.json");
  const args = [
    ...["node_modules/aws-cdk/bin/cdk", "deploy", "--app", `${process.execPath} bench/bareStack.ts`],
    ...["--require-approval", "never", "--outputs-file", file, "--output", join(dir, "bare.out")],
    ...["-c", `from=${outputs.MailFrom}`],
  ];
  const env = { ...credentials, AWS_ENDPOINT_URL: endpoint, CDK_DISABLE_VERSION_CHECK: "1", NO_COLOR: "1" };
  await runToEnd(process.execPath, args, { env, limitMs: DEPLOY_MS });
  const { Bare } = JSON.parse(readFileSync(file, "utf8")) as { Bare: { ApiId: string } };
  return `${endpoint}/_aws/execute-api/${Bare.ApiId}/$default/bare`;
};

type Mail = Mailbox["mails"][number];

/** Milliseconds since `began` when the first such mail is in the mailbox. */
const arrival = async (mailbox: Mailbox, began: number, isIt: (mail: Mail) => boolean): Promise<number> => {
  while (!mailbox.mails.some(isIt)) {
    if (performance.now() - began > MAIL_MS) throw new Error("no mail came");
    await pause(5);
  }
  return performance.now() - began;
};

type Me = { schools: { school: { id: string } }[] };
type Ref = { id: string };

export type Options = { rounds?: number };

/** An announced absence until its first mail, beside a bare stack of three functions on the same emulator. */
export const commandToMail = async ({ rounds = 9 }: Options = {}): Promise<Figure[]> => {
  const dir = mkdtempSync(join(tmpdir(), "kring-mail-"));
  const running = await bringUp({ dir, firstPort: FIRST_PORT, say: (line) => console.log(`· ${line}`) });
  try {
    const bare = await deployBare(running.deployed, dir);
    const { mailbox } = running;
    const office = await signIn({ web: running.web, mailbox: mailbox.url }, "kantoor@school.example");
    const { body: me } = await office.get<Me>("/me");
    const base = `/schools/${me.schools[0]?.school.id}`;
    const { body: staff } = await office.get<{ teachers: (Ref & { groups: Ref[] })[] }>(`${base}/teachers`);
    const teacher = staff.teachers.find(({ groups }) => groups.length === 1);
    if (!teacher) throw new Error("nobody teaches one group");

    let days = 0;
    /** Each time for another day, so that every announcement is a new one; a day without lessons is refused. */
    const ours = async (nth: number): Promise<number> => {
      const note = `Measured ${nth}.`;
      const groups = teacher.groups.map(({ id }) => ({ group: id, outcome: { kind: "home" } }));
      while (days < MOST_DAYS) {
        days += 1;
        const day = new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);
        const began = performance.now();
        const absence = { teacher: teacher.id, from: day, until: day, note, groups };
        const { status } = await office.tell(`${base}/teacher-absences`, absence);
        if (status === 200) return arrival(mailbox, began, ({ text }) => text.includes(note));
      }
      throw new Error("no day on which this teacher works");
    };
    const bareOne = async (nth: number): Promise<number> => {
      const began = performance.now();
      const body = JSON.stringify({ id: `bare-${nth}`, to: "samira@post.example" });
      const { status } = await request(bare, { method: "POST", body });
      if (status !== 200) throw new Error(`the bare command answered ${status}`);
      return arrival(mailbox, began, ({ subject }) => subject === `bare-${nth}`);
    };

    const took = { ours: [] as number[], bare: [] as number[] };
    for (let round = 0; round < rounds + WARM; round++) {
      const [b, o] = [await bareOne(round), await ours(round)];
      if (round < WARM) continue;
      took.bare.push(b);
      took.ours.push(o);
      // The other mails of the same announcement are out of the way of the next round.
      await pause(1_500);
    }
    const [a, b] = [median(took.ours), median(took.bare)];
    return [
      figure(
        "command → first mail, on the emulator",
        `≤ ${MOST} × bare`,
        `${(a / b).toFixed(2)} × (${a.toFixed(0)} ms, bare ${b.toFixed(0)} ms)`,
        a / b <= MOST,
      ),
    ];
  } finally {
    await running.stop();
    rmSync(dir, { recursive: true, force: true });
  }
};

if (isMain(import.meta.url)) printFigures(await commandToMail({ rounds: Number(process.argv[2] ?? 9) }));
