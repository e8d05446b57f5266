import { describe, expect, test } from "vitest";
import { asked, chunk, errorOf, request, serve, stream, usual } from "./chat-server.fixture.ts";
import { createOpenAiModel } from "./openai-model.ts";

describe("a body that never becomes an answer is read so far and no further", () => {
  /** Sends `piece` again and again; says how many bytes went out before the connection closed. */
  async function pour(status: number, piece: string) {
    let sent = 0;
    const closed = Promise.withResolvers<void>();
    const { error } = await errorOf((_body, response) => {
      response.writeHead(status, { "content-type": "text/event-stream" });
      response.once("close", closed.resolve);
      const write = () => {
        while (!response.destroyed && sent < 50_000_000) {
          sent += piece.length;
          if (!response.write(piece)) {
            response.once("drain", write);
            return;
          }
        }
        response.end();
      };
      write();
    });
    await closed.promise;
    return { error, sent };
  }

  const block = "x".repeat(100_000);

  test.each([
    ["a line without end", 200, block, "refused"],
    ["an event without end", 200, `data: ${block}\r\n`, "refused"],
    ["the body of an error", 503, `${block}\n\n`, "unavailable"],
  ])("%s", async (_what, status, piece, kind) => {
    const { error, sent } = await pour(status, piece);
    expect(error.kind).toBe(kind);
    expect(sent).toBeLessThan(10_000_000);
  });

  test("but a long stream of small events is no such body", async () => {
    const { baseUrl } = await serve((_body, response) => {
      stream(response, `: ${"x".repeat(1_000)}\r\n\r\n`.repeat(2_000), chunk("Text.", "stop"));
    });
    const model = createOpenAiModel({ apiKey: () => null, baseUrl, bounds: usual });
    expect((await model.stream(request, asked)).text).toBe("Text.");
  });
});
