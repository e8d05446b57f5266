import { expect, it } from "vitest";
import { serveApp } from "#/http/served-app.fixture.ts";

it("gives every request a trace of its own, whatever the caller sends, and tells it", async () => {
  const { send, logs } = await serveApp();
  const traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  const seen = new Set<string>();
  for (let request = 1; request <= 2; request += 1) {
    const answer = await send("GET", "/api/about", { headers: { traceparent } });
    const [, traceId = "", spanId] =
      /^00-([0-9a-f]{32})-([0-9a-f]{16})-01$/.exec(answer.headers.get("traceresponse") ?? "") ?? [];
    expect(traceId).not.toBe("4bf92f3577b34da6a3ce929d0e0e4736");
    expect(logs.at(-1)).toMatchObject({ trace_id: traceId, span_id: spanId });
    seen.add(traceId);
  }
  expect(seen.size).toBe(2);
});
