import { createServer, type Server } from "node:http";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";

/** A mail as it was sent; `raw` is the whole MIME text. */
export type Received = {
  id: string;
  at: string;
  to: string[];
  from: string;
  subject: string;
  text: string;
  html: string;
  raw: string;
};

export type Mailbox = { smtpPort: number; url: string; mails: readonly Received[]; stop(): Promise<void> };

/** Newest first; older ones make room. */
const MOST = 500;

const addresses = (field: ParsedMail["to"]): string[] =>
  (Array.isArray(field) ? field : field ? [field] : []).flatMap(({ value }) =>
    value.map(({ address }) => address ?? ""),
  );

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign] ?? sign);

const STYLE = `:root{color-scheme:light dark;font:17px/1.5 system-ui,sans-serif}body{max-width:60rem;margin:0 auto;padding:1rem}
a{color:inherit}li{margin:0 0 .75rem}ul{list-style:none;padding:0}small{display:block;opacity:.75}iframe{width:100%;height:75vh;border:1px solid;border-radius:10px;background:#fff}`;

const page = (title: string, body: string): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>${STYLE}</style><body><h1>${title}</h1>${body}</body></html>`;

const list = (mails: readonly Received[]): string =>
  page(
    "Mailbox",
    `<p>What Kring has mailed, newest first. This page does not reload by itself.</p><ul>${mails
      .map(
        ({ id, at, to, subject }) =>
          `<li><a href="/mails/${id}">${escaped(subject)}</a><small>${escaped(to.join(", "))} · ${at}</small></li>`,
      )
      .join("")}</ul>`,
  );

const one = ({ id, at, to, from, subject, text, html }: Received): string =>
  page(
    escaped(subject),
    `<p><small>${escaped(from)} → ${escaped(to.join(", "))} · ${at} · <a href="/mails/${id}/raw">source</a></small></p><iframe sandbox title="HTML part" srcdoc="${escaped(html)}"></iframe><h2>Text part</h2><pre>${escaped(text)}</pre>`,
  );

type Shown = { status: number; type: string; body: string };

const shown = (mails: readonly Received[], url: string): Shown => {
  const send = (status: number, type: string, body: string): Shown => ({ status, type, body });
  const { pathname, searchParams } = new URL(url, "http://127.0.0.1");
  const [, , id, part] = pathname.split("/");
  const mail = mails.find((held) => held.id === id);
  if (pathname === "/") return send(200, "text/html", list(mails));
  // For scripts: all, or those to one address.
  if (pathname === "/mails.json") {
    const to = searchParams.get("to");
    return send(200, "application/json", JSON.stringify(mails.filter((held) => !to || held.to.includes(to))));
  }
  if (mail) return part === "raw" ? send(200, "text/plain", mail.raw) : send(200, "text/html", one(mail));
  return send(404, "text/plain", "no such mail");
};

/** Takes every mail by SMTP and shows it: the real MIME, as a receiving server would have it. */
export const startMailbox = async (smtpPort: number, httpPort: number): Promise<Mailbox> => {
  const mails: Received[] = [];
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        const raw = Buffer.concat(parts);
        simpleParser(raw).then((mail) => {
          mails.unshift({
            id: crypto.randomUUID(),
            at: new Date().toISOString(),
            to: session.envelope.rcptTo.map(({ address }) => address),
            from: addresses(mail.from)[0] ?? "",
            subject: mail.subject ?? "",
            text: mail.text ?? "",
            html: mail.html || "",
            raw: raw.toString("utf8"),
          });
          mails.length = Math.min(mails.length, MOST);
          done();
        }, done);
      });
    },
  });
  await new Promise<void>((resolve, reject) => {
    smtp.once("error", reject);
    smtp.listen(smtpPort, "127.0.0.1", resolve);
  });
  const http: Server = createServer((request, response) => {
    const { status, type, body } = shown(mails, request.url ?? "/");
    response.writeHead(status, { "content-type": `${type}; charset=utf-8`, "cache-control": "no-store" });
    response.end(body);
  });
  await new Promise<void>((resolve, reject) => {
    http.once("error", reject);
    http.listen(httpPort, "127.0.0.1", resolve);
  });
  return {
    smtpPort,
    url: `http://127.0.0.1:${httpPort}`,
    mails,
    stop: async () => {
      await Promise.all([
        new Promise<void>((resolve) => smtp.close(resolve)),
        new Promise<void>((resolve) => {
          http.closeAllConnections();
          http.close(() => resolve());
        }),
      ]);
    },
  };
};
