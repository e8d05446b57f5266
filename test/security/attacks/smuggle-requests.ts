import { setTimeout as sleep } from "node:timers/promises";
import { patienceMs } from "#test/harness/patience.ts";
import type { Attack } from "#test/security/attack.ts";
import { speak, statusesIn } from "#test/security/speak.ts";

/** A request within a request: `hidden` is what must not be taken for one. */
type Shape = (hidden: string) => string;

const head = "POST /api/session HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n";
const lengthOf = (hidden: string) => `Content-Length: ${hidden.length + 5}`;
/** By its length all of it is a body; in chunks it ends before `hidden`. */
const both = (hidden: string, ...fields: string[]) =>
  `${head}${fields.join("\r\n")}\r\n\r\n0\r\n\r\n${hidden}`;
/** By its length nothing, or as much as `fields` say, is a body. */
const plain = (hidden: string, ...fields: string[]) =>
  `${head}${fields.join("\r\n")}\r\n\r\n${hidden}`;

const encodings = [
  "Transfer-Encoding: chunked",
  "Transfer-Encoding:\tchunked",
  "Transfer-Encoding:chunked",
  "Transfer-Encoding : chunked",
  " Transfer-Encoding: chunked",
  "Transfer-Encoding: xchunked",
  "Transfer-Encoding: chunkedx",
  'Transfer-Encoding: "chunked"',
  "Transfer-Encoding: chunked, identity",
  "Transfer-Encoding: identity, chunked",
  "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
  "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked",
  "Transfer-Encoding:\r\n chunked",
  "Transfer-Encoding: \x0bchunked",
  "Transfer-Encoding\x0b: chunked",
  "Transfer_Encoding: chunked",
  "X: x\nTransfer-Encoding: chunked",
  "X: x\rTransfer-Encoding: chunked",
  "tRANSFER-eNCODING: CHUNKED",
];

const shapes: Readonly<Record<string, Shape>> = {
  ...Object.fromEntries(
    encodings.flatMap((encoding) => [
      [`length, then ${encoding}`, (hidden: string) => both(hidden, lengthOf(hidden), encoding)],
      [`${encoding}, then length`, (hidden: string) => both(hidden, encoding, lengthOf(hidden))],
    ]),
  ),
  "chunks, and a length that ends within one": (hidden) =>
    `${head}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n${hidden.length.toString(16)}\r\n${hidden}\r\n0\r\n\r\n`,
  "two lengths, the longer last": (hidden) =>
    plain(hidden, "Content-Length: 0", `Content-Length: ${hidden.length}`),
  "two lengths, the shorter last": (hidden) =>
    plain(hidden, `Content-Length: ${hidden.length}`, "Content-Length: 0"),
  "two lengths in one": (hidden) => plain(hidden, `Content-Length: 0, ${hidden.length}`),
  "a signed length": (hidden) => plain(hidden, "Content-Length: +0"),
  "a negative length": (hidden) => plain(hidden, "Content-Length: -1"),
  "a length in hex": (hidden) => plain(hidden, `Content-Length: 0x${hidden.length.toString(16)}`),
  "a length that is none": (hidden) => plain(hidden, "Content-Length: zero"),
  "an empty length": (hidden) => plain(hidden, "Content-Length:"),
  "a length with a space": (hidden) => plain(hidden, `Content-Length: 0 ${hidden.length}`),
  "a length too large to count": (hidden) => plain(hidden, "Content-Length: 18446744073709551616"),
  "a folded length": (hidden) => plain(hidden, `Content-Length:\r\n ${hidden.length}`),
  "a length after a bare LF": (hidden) =>
    plain(hidden, "Content-Length: 0", `X: x\nContent-Length: ${hidden.length}`),
  "a length after a bare CR": (hidden) =>
    plain(hidden, `X: x\rContent-Length: ${hidden.length}`, "Content-Length: 0"),
  "a folded header": (hidden) => plain(hidden, "X: x", ` Content-Length: ${hidden.length}`),
};

/** Past the proxy only: what ends in malformed chunks is two requests to whoever reads it so. */
const chunks: Readonly<Record<string, string>> = {
  "a chunk's size with a bare LF": "0\n\n",
  "a chunk's size with a sign": "+0\r\n\r\n",
  "a chunk's size in words": "0x0\r\n\r\n",
  "a chunk's size too large": "10000000000000000\r\n\r\n",
  "an extension with a bare LF": "0;x\n\r\n\r\n",
  "an empty size": "\r\n\r\n",
};

/** Requests that the proxy and the process could understand differently. */
export const smuggleRequests: Attack = {
  name: "smuggle-requests",
  promise: "no request hides in another one's body, behind the proxy or past it",
  tries:
    "CL.TE, TE.CL, TE.TE in 19 spellings, doubled, signed, folded and overlong lengths, obs-fold, bare LF and CR, malformed chunks; through nginx and on the process itself",
  limits: "raised",
  async run({ target, verdict }) {
    const sent: { what: string; id: string; answered: Promise<string> }[] = [];
    const send = (base: string, what: string, shape: Shape) => {
      const id = `smuggled-${sent.length}-`;
      const hidden = `GET /api/me HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Forwarded-Proto: https\r\nX-Request-Id: ${id}\r\n\r\n`;
      sent.push({ what, id, answered: speak(base, shape(hidden), 1_500) });
    };
    for (const [what, shape] of Object.entries(shapes)) {
      send(target.origin, `${what}, to the proxy`, shape);
      send(target.direct, `${what}, to the process`, shape);
    }
    for (const [what, body] of Object.entries(chunks))
      send(
        target.direct,
        what,
        (hidden) => `${head}Transfer-Encoding: chunked\r\n\r\n${body}${hidden}`,
      );
    await Promise.all(sent.map(({ answered }) => answered));
    await sleep(300);
    const logged = target.logs();
    for (const { what, id, answered } of sent) {
      const heard = await answered;
      const statuses = statusesIn(heard);
      // nginx calls a transfer encoding that it does not know not implemented.
      const shown = JSON.stringify(statuses);
      verdict.check(!logged.includes(id), `${what}: the hidden request was run, ${shown}`);
      verdict.check(
        statuses.length <= 1 &&
          statuses.every((status) => status === 501 || (status >= 300 && status < 500)),
        `${what}: ${shown}`,
      );
    }
    const { length } = await speak(
      target.direct,
      "GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
      patienceMs,
    );
    verdict.check(length > 0, "afterwards the process does not answer");
  },
};
