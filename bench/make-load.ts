import { connect } from "node:net";
import type { Load, Loaded } from "./drive-load.ts";
import { quantile } from "./spread.ts";

// A process that sends one request over and over and reads the answers; told what to do by `driveLoad`.

process.on("message", (load: Load) => {
  void make(load).then((loaded) => process.send?.(loaded));
});
process.once("disconnect", () => process.exit());

async function make({ url, cookie, connections, ms, perSecond }: Load): Promise<Loaded> {
  const { hostname, port, pathname } = new URL(url);
  const request = `GET ${pathname} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nCookie: ${cookie}\r\nUser-Agent: bench\r\nAccept: application/json\r\n\r\n`;
  const latencies: number[] = [];
  const start = performance.now();
  const end = start + ms;
  // When the requests that nobody sends yet were due; without a rate each is due at once.
  const due: number[] = [];
  const idle: (() => void)[] = [];

  async function converse(): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const socket = connect(Number(port), hostname).setNoDelay();
    let dueAt = 0;
    let missing = 0;
    const send = () => {
      const now = performance.now();
      if (now >= end) {
        resolve();
      } else if (perSecond !== null && due.length === 0) {
        idle.push(send);
      } else {
        dueAt = due.shift() ?? now;
        socket.write(request);
      }
    };
    socket.once("connect", send).once("error", reject);
    socket.on("data", (part: Buffer) => {
      missing = missing === 0 ? bytesOf(part) - part.length : missing - part.length;
      if (missing > 0) return;
      latencies.push(performance.now() - dueAt);
      send();
    });
    await promise;
    socket.destroy();
  }

  /** Awake all the time: an answer that first had to wake this process would cost who sends it. */
  async function watch(): Promise<void> {
    // As callers who know nothing of each other come: by chance.
    const gap = () => (-Math.log(1 - Math.random()) * 1_000) / (perSecond ?? 0);
    let next = perSecond === null ? end : start + gap();
    while (performance.now() < end) {
      for (; next <= performance.now(); next += gap()) {
        due.push(next);
        idle.shift()?.();
      }
      await new Promise(setImmediate);
    }
    for (const send of idle) send();
  }

  const conversations = Array.from({ length: connections }, converse);
  await Promise.all([...conversations, watch()]);
  return {
    requests: latencies.length,
    perSecond: (latencies.length * 1_000) / (performance.now() - start),
    p95: quantile(latencies, 0.95),
  };
}

/** How long an answer is, by the head that its first part holds. */
function bytesOf(part: Buffer): number {
  const head = part.indexOf("\r\n\r\n");
  const text = part.toString("latin1", 0, head);
  const length = /\r\ncontent-length: (\d+)/i.exec(text)?.[1];
  if (!text.startsWith("HTTP/1.1 200 ") || length === undefined)
    throw new Error(`an unexpected answer: ${text}`);
  return head + 4 + Number(length);
}
