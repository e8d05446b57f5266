import { once } from "node:events";
import { connect } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { serveApp } from "#/http/served-app.fixture.ts";

const head = (length: string) =>
  `POST /api/novel HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n${length}\r\n\r\n`;

/** A connection that says just what it is told to. */
async function dial(url: string) {
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  onTestFinished(() => void socket.destroy());
  await once(socket, "connect");
  return {
    socket,
    async say(text: string): Promise<string> {
      const answered = once(socket, "data");
      socket.write(text);
      return String(((await answered) as [Buffer])[0]).split("\r\n")[0]!;
    },
  };
}

it.each([
  ["announced", `${head("Content-Length: 1000000000")} `],
  ["in chunks", `${head("Transfer-Encoding: chunked")}f4241\r\n${" ".repeat(1_000_001)}\r\n`],
])(
  "answers a body that is too large (%s) while it comes, and hangs up on who goes on",
  async (_how, text) => {
    const { url, clock } = await serveApp();
    const { socket, say } = await dial(url);
    expect(await say(text)).toBe("HTTP/1.1 413 Payload Too Large");
    await clock.advance(1_999);
    expect(socket.destroyed).toBe(false);
    const closed = once(socket, "close");
    await clock.advance(1);
    await closed;
  },
);

it("goes on with who has ended his body meanwhile", async () => {
  const { url, clock } = await serveApp();
  const { say } = await dial(url);
  const tooLong = " ".repeat(1_000_001);
  expect(await say(`${head("Transfer-Encoding: chunked")}f4241\r\n${tooLong}\r\n`)).toContain(
    "413",
  );
  // Read to its end by when the next request is answered.
  expect(await say("0\r\n\r\nGET /health HTTP/1.1\r\nHost: x\r\n\r\n")).toContain("200");
  await clock.advance(10_000);
  expect(await say("GET /health HTTP/1.1\r\nHost: x\r\n\r\n")).toContain("200");
});
