import type { ServerResponse } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { type ReceivedRequest, refuse, startModelServer } from "#test/faults/model-server.ts";
import { startColophon } from "#test/harness/start-colophon.ts";
import { visit } from "#test/harness/visitor.ts";

type Line = Record<string, unknown>;

const [title, premiseMark, modelMark] = ["Quellbrunn", "Wexlerine", "Zyzzyva"];
const premise = `The cartographer ${premiseMark} finds that her own street is on no map at all.`;

/** What a model says that cannot be used, and a server that repeats what it was asked. */
const badAnswers = [
  (response: ServerResponse) => sendText(response, `${modelMark} is no JSON`),
  (response: ServerResponse) => sendText(response, `{"${modelMark}": ["${modelMark}"`),
  (response: ServerResponse) => sendText(response, JSON.stringify({ [modelMark]: modelMark })),
  (response: ServerResponse, { body }: ReceivedRequest) => refuse(response, 503, body),
  // Short enough to be kept whole.
  (response: ServerResponse, { body }: ReceivedRequest) =>
    refuse(response, 503, `Flagged: ${/<premise>(.{0,120})/s.exec(body)?.[1] ?? "no premise"}`),
];

function sendText(response: ServerResponse, content: string): void {
  const chunk = { choices: [{ index: 0, delta: { content }, finish_reason: "stop" }] };
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.end(`data: ${JSON.stringify(chunk)}\n\ndata: [DONE]\n\n`);
}

async function writeNovel() {
  const model = await startModelServer({
    intercept(request, response, nth) {
      badAnswers[nth]?.(response, request);
      return nth < badAnswers.length;
    },
  });
  onTestFinished(() => model.close());
  const colophon = await startColophon({
    env: {
      LOG_LEVEL: "debug",
      LOG_HEARTBEAT_SAMPLE_RATIO: "1",
      OPENAI_BASE_URL: model.baseUrl,
      OPENAI_API_KEY: "a-key-without-a-shape",
    },
  });
  const visitor = visit(colophon.url);
  await visitor.send("POST", "/api/novel", { title, premise, [premiseMark]: premise });
  await fetch(`${colophon.url}/api/novel?${premiseMark}=1`, {
    method: "POST",
    body: `{"${premise}`,
  });
  const created = await visitor.send("POST", "/api/novel", {
    title: `${title} by Night`,
    premise,
    genre: "mystery",
    targetWordCount: 600,
    targetChapters: 1,
  });
  const { id } = (await created.json()) as { id: string };
  await visitor.eventsUntil(id, "novel.completed", 50_000);
  const text = await (await visitor.send("GET", `/api/novel/${id}/chapters/1`)).text();
  await colophon.stop();
  return { id, created, text, model, logs: colophon.logs(), cookie: visitor.cookie() };
}

test("a novel's title, premise and text, a model's answers and a secret never stand in the log, at any level", async () => {
  const { id, created, text, model, logs, cookie } = await writeNovel();
  const lines = logs
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as Line);

  // What must not be there was indeed about.
  expect(text).toContain("Ines");
  expect(model.requests.some(({ body }) => body.includes(premiseMark))).toBe(true);
  expect(model.requests.length).toBeGreaterThan(badAnswers.length);
  expect(lines.some(({ event }) => event === "draft.published")).toBe(true);
  expect(lines.filter(({ level }) => level === "warn").length).toBeGreaterThan(0);
  const secrets = ["a-key-without-a-shape", cookie.split("=")[1] ?? ""];
  for (const word of [title, premiseMark, modelMark, "Ines", "cartographer", ...secrets])
    expect.soft(logs, word).not.toContain(word);

  // The work of other turns of the loop is known by the request that asked for it.
  const traceId = created.headers.get("traceresponse")?.split("-")[1];
  const ofNovel = lines.filter(({ novel_id, method }) => novel_id === id && method === undefined);
  expect(ofNovel.length).toBeGreaterThan(5);
  for (const line of ofNovel)
    expect.soft(line).toMatchObject({
      service: "embedded",
      level: expect.stringMatching(/^(debug|info|warn|error)$/) as string,
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string,
      request_id: created.headers.get("x-request-id"),
      trace_id: traceId,
      job_id: expect.stringContaining(id) as string,
      event: expect.stringMatching(/^[a-z-]+\.[a-z-]+$/) as string,
    });
});
