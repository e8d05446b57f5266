import { expect, test } from "vitest";
import { activeTraceparent, inSpan, inTrace } from "#/telemetry/spans.ts";
import { traceToSink } from "#/telemetry/trace-to-sink.fixture.ts";
import { asked, chunk, request, serve, stream, usage, usual } from "./chat-server.fixture.ts";
import { createOpenAiModel } from "./openai-model.ts";

const novels = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

/** The `traceparent` that a server gets of a traced call, and the one of the call's span. */
async function sentBy(sendTraceparent?: boolean) {
  await traceToSink();
  let sent: unknown;
  const { baseUrl } = await serve((_body, response, { headers }) => {
    sent = headers["traceparent"];
    stream(response, chunk("Once upon.", "stop"), usage);
  });
  const bounds = usual;
  const model = createOpenAiModel({
    apiKey: () => null,
    baseUrl,
    bounds,
    ...(sendTraceparent !== undefined && { sendTraceparent }),
  });
  const own = await inTrace(novels, () =>
    inSpan({ name: "call" }, async () => {
      await model.stream(request, asked);
      return activeTraceparent();
    }),
  );
  return { sent, own };
}

test("a model's server is not told our trace", async () => {
  const { sent, own } = await sentBy();
  expect(own).toContain("4bf92f3577b34da6a3ce929d0e0e4736");
  expect(sent).toBeUndefined();
});

test("unless that is asked for: then it is told the call's own span", async () => {
  const { sent, own } = await sentBy(true);
  expect(sent).toBe(own);
});
