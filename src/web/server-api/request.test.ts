import { expect, test, vi } from "vitest";
import { RequestError, createRequest } from "./request.ts";
import { settled } from "./settled.fixture.ts";

/** A server whose answers the test gives one by one. */
function fakeFetch() {
  const waiting: PromiseWithResolvers<Response>[] = [];
  const fetch = vi.fn((_path: string, _options: RequestInit) => {
    const answer = Promise.withResolvers<Response>();
    waiting.push(answer);
    return answer.promise;
  });
  const onRefused = vi.fn();
  const request = createRequest(fetch as unknown as typeof globalThis.fetch, onRefused);
  return { fetch, onRefused, request, next: () => waiting.shift() };
}

const json = (body: unknown, init: ResponseInit = {}) => new Response(JSON.stringify(body), init);

test("the first request for a session goes alone; one that needs none does not wait", async () => {
  const { fetch, request, next } = fakeFetch();
  const asked = () => fetch.mock.calls.map(([path]) => path);
  const answers = Promise.all([
    request("/api/about", { anonymous: true }),
    request("/api/novel"),
    request("/api/novel/n1"),
    request("/api/about", { anonymous: true }),
  ]);
  await settled();
  expect(asked()).toEqual(["/api/about", "/api/novel", "/api/about"]);
  for (const answer of ["about", "list", "about"]) next()?.resolve(json(answer));
  await settled();
  expect(asked().at(-1)).toBe("/api/novel/n1");
  next()?.resolve(json("novel"));
  expect(await answers).toEqual(["about", "list", "novel", "about"]);
});

test("a first request that fails holds nobody up", async () => {
  const { request, next } = fakeFetch();
  const first = request("/api/novel");
  const second = request("/api/novel/n1");
  next()?.reject(new TypeError("fetch failed"));
  await expect(first).rejects.toMatchObject({ code: "unreachable" });
  await settled();
  next()?.resolve(json("novel"));
  expect(await second).toBe("novel");
});

test("a body goes as JSON, beside the headers asked for", async () => {
  const { fetch, request, next } = fakeFetch();
  const answer = request("/api/novel", {
    method: "POST",
    body: { title: "x" },
    headers: { "idempotency-key": "k" },
  });
  next()?.resolve(json({}));
  await answer;
  expect(fetch.mock.calls[0]?.[1]).toMatchObject({
    method: "POST",
    body: '{"title":"x"}',
    headers: { "content-type": "application/json", "idempotency-key": "k" },
  });
});

test("a refusal is told in the server's own words, with its fields and its patience", async () => {
  const { request, next } = fakeFetch();
  const errors = [{ path: "title", message: "is too long" }];
  const refused = request("/api/novel").catch((error: unknown) => error);
  next()?.resolve(
    json(
      { code: "rate-limited", detail: "Too many novels.", errors },
      { status: 429, headers: { "retry-after": "60" } },
    ),
  );
  const error = await refused;
  expect(error).toBeInstanceOf(RequestError);
  expect(error).toMatchObject({
    code: "rate-limited",
    message: "Too many novels.",
    errors,
    retryAfterSeconds: 60,
  });
});

test("a refusal that is no problem document is told by its status", async () => {
  const { request, next } = fakeFetch();
  const refused = request("/api/novel");
  next()?.resolve(new Response("<h1>Bad gateway</h1>", { status: 502 }));
  await expect(refused).rejects.toMatchObject({
    code: "internal",
    message: "The server answered 502.",
  });
});

test("it is heard of that a session was not taken, not that a code was wrong", async () => {
  const { onRefused, request, next } = fakeFetch();
  const refused = () => json({ code: "unauthorized", detail: "No." }, { status: 401 });
  for (const [options, heard] of [
    [{ withSecret: true }, 0],
    [{}, 1],
  ] as const) {
    const answer = request("/api/session", options);
    await settled();
    next()?.resolve(refused());
    await expect(answer).rejects.toMatchObject({ code: "unauthorized" });
    expect(onRefused).toHaveBeenCalledTimes(heard);
  }
});
