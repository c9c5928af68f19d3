import { busContract } from "../contracts/bus.contract.ts";
import { kmsContract } from "../contracts/kms.contract.ts";
import { mailContract } from "../contracts/mail.contract.ts";
import { queueContract } from "../contracts/queue.contract.ts";
import { tableContract } from "../contracts/table.contract.ts";
import { makeMemoryBus } from "./bus.ts";
import { makeMemoryClock } from "./clock.ts";
import { makeMemoryKms } from "./kms.ts";
import { makeMemoryMailer } from "./mail.ts";
import { MemoryQueue, makeMemoryQueue } from "./queue.ts";
import { makeMemoryTable } from "./table.ts";

tableContract("memory", async (shape) => makeMemoryTable(shape));

kmsContract("memory", async () => makeMemoryKms());

busContract("memory", async () => {
  const bus = makeMemoryBus();
  return { bus, received: async () => bus.events };
});

queueContract("memory", async () => {
  const clock = makeMemoryClock();
  const dead = new MemoryQueue({ now: () => Date.parse(clock.now()) });
  const { queue, store } = makeMemoryQueue({ clock, visibilityMs: 1_000, maxReceives: 2, dead });
  return {
    queue,
    receive: async () => store.receive(),
    remove: async (receipt) => store.remove(receipt),
    dead: async () => dead.bodies(),
    pass: async (ms) => clock.advance(ms),
  };
});

mailContract("memory", async () => {
  const from = "school@kring.example";
  const mailer = makeMemoryMailer({ identities: [from] });
  return {
    mailer,
    from,
    arrived: async () =>
      mailer.sent.map(({ accepted, to, from: sender, subject, text, html }) => ({
        accepted,
        to,
        from: sender,
        subject,
        text,
        html,
      })),
  };
});
