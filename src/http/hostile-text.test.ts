import { expect, it } from "vitest";
import type { NovelList, NovelView } from "#/contract/novel.ts";
import type { Problem } from "#/contract/problem.ts";
import { serveOperators } from "./operators.fixture.ts";
import { type Sent, changeNovel } from "./served-app.fixture.ts";
import { anOutline, outlined } from "./stages.fixture.ts";
import { type Field, type Schema, fields, textsOf } from "./text-fields.fixture.ts";

/** Texts that no page, file and database can hold alike. */
const broken: Record<string, string> = {
  NUL: "a\0b",
  "a C1 control": "a\u0085b",
  "an escape sequence": "a\u001b[31mb",
  "half a surrogate pair": "a\ud800b",
  "the other half": "a\udfffb",
  "a pair the wrong way round": "a\ude00\ud83db",
  "what is no character": "a\uffffb",
};

/** Texts that look like what they are not, or like nothing. */
const odd: Record<string, string> = {
  "an override that nothing ends": "a\u202egpj.exe",
  "isolates and embeddings": "\u2067a\u2066b\u202ac\u2069",
  "zero-width signs": "a\u200b\u200c\u200d\u2060\u00ad\u034fb",
  "a BOM within": "a\ufeffb",
  "line separators within": "a\u2028b\u2029c",
  "invisible tags": "a\u{E0069}\u{E0067}\u{E006E}b",
  "one composed letter": "Caf\u00e9",
  "the same of two parts": "Cafe\u0301",
  "signs that normalise to others": "\u212b\ufb01\uff21\u2460",
  "fifty marks on one letter": `e${"\u0301\u0489".repeat(25)}`,
  "clusters of four characters": "\u{1F3F3}\ufe0f\u200d\u{1F308}".repeat(15),
  "a family of families": Array.from({ length: 25 }, () => "\u{1F468}").join("\u200d"),
  "the last character there is": "a\u{10FFFF}\ufffd",
};

/** A novel whose outline waits to be edited, its owner and an operator in one. */
async function open() {
  const app = await serveOperators();
  const { send, create } = app.visitor();
  const { id } = await create({ reviewOutline: true });
  const waits = { status: "awaiting-approval", step: "approval" } as const;
  await changeNovel(app.deps.store, id, { ...waits, ...outlined(1) }, anOutline(1));

  async function sendBody({ method, path }: Field, body: NonNullable<Sent["body"]>) {
    const by = path(id).startsWith("/internal/") ? app.ops : send;
    return by(method, path(id), { body, headers: { "content-type": "application/json" } });
  }
  return {
    ...app,
    send,
    sendBody,
    put: async (field: Field, text: string) => sendBody(field, JSON.stringify(field.json(text))),
    /** The same, with every character that ASCII lacks escaped. */
    putEscaped: async (field: Field, text: string) =>
      sendBody(field, JSON.stringify(field.json(text)).replaceAll(/[^\x20-\x7e]/g, escapeUnit)),
  };
}

function escapeUnit(unit: string): string {
  return String.raw`\u` + unit.charCodeAt(0).toString(16).padStart(4, "0");
}

/** How it was answered, and which fields were wrong. */
function outcome({ status, json }: { status: number; json: () => unknown }) {
  return [status, (json() as Problem).errors?.map(({ path }) => path)];
}

const each = Object.entries(fields).map(([name, field]) => {
  const [operation = "", path = ""] = name.split(" ");
  return { name, operation, path, field };
});
const ofOperations = [...Map.groupBy(each, ({ operation }) => operation)];

it("tries every text of every body", async () => {
  const { conformance } = await serveOperators();
  const operations = Object.values(conformance.document.paths).flatMap((path) =>
    Object.values(path as Record<string, Operation>),
  );
  const listed = operations.flatMap(({ operationId, requestBody }) => {
    const [kind] = Object.values(requestBody?.content ?? {});
    const texts = kind === undefined ? [] : textsOf(conformance.document, kind.schema);
    return texts.map((text) => `${operationId} ${text}`);
  });
  expect(Object.keys(fields).toSorted()).toEqual([...new Set(listed)].toSorted());
});

interface Operation {
  operationId: string;
  requestBody?: { content: Record<string, { schema: Schema }> };
}

it.each(ofOperations)(
  "a text of %s comes back as it was sent, or is refused by its name",
  async (_operation, texts) => {
    const { put, putEscaped, send } = await open();
    for (const { name, path, field } of texts) {
      const { kept, otherwise } = field;
      const byItsName = [400, [path]];
      const notKept = otherwise === 400 ? byItsName : [otherwise, undefined];
      for (const [what, text] of Object.entries(broken)) {
        const answer = await putEscaped(field, text);
        const expected = kept === undefined ? notKept : byItsName;
        expect([name, what, outcome(answer)]).toEqual([name, what, expected]);
      }
      const becameOf = async (answer: Awaited<ReturnType<typeof put>>) => {
        if (kept === undefined || answer.status >= 400) return outcome(answer);
        const told = answer.json() as NovelView;
        const read = (await send("GET", `/api/novel/${told.id}`)).json() as NovelView;
        const { items } = (await send("GET", "/api/novel")).json() as NovelList;
        const listed = items.find(({ id }) => id === told.id);
        return [kept(told), kept(read), listed?.title === read.title];
      };
      for (const [what, text] of Object.entries(odd))
        for (const ask of [put, putEscaped]) {
          const became = await becameOf(await ask(field, text));
          const expected = kept === undefined ? notKept : [text, text, true];
          expect([name, what, became]).toEqual([name, what, expected]);
        }
      const tooLong = await put(field, `a${"\u0301".repeat(32_000)}`);
      // 64 kB of them: a report may have half as much.
      expect([name, outcome(tooLong)]).toEqual([
        name,
        otherwise === 200 ? [413, undefined] : byItsName,
      ]);
    }
  },
);

it("no line of the log is broken by any of them, and none but a browser's own report has one", async () => {
  const { put, logs } = await open();
  for (const { field } of each)
    for (const what of ["an override that nothing ends", "line separators within"])
      await put(field, odd[what] ?? "");
  // Each line was read as JSON when it was written.
  expect(logs.length).toBeGreaterThan(each.length);
  const told = logs.filter((line) => JSON.stringify(line).includes("gpj.exe"));
  expect(new Set(told.map(({ event }) => event))).toEqual(new Set(["client.error"]));
});

it.each([
  ["a byte that begins nothing", [0xff]],
  ["NUL in two bytes", [0xc0, 0x80]],
  ["half a surrogate pair", [0xed, 0xa0, 0x80]],
  ["a surrogate pair in six bytes", [0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80]],
  ["a character beyond the last", [0xf4, 0x90, 0x80, 0x80]],
  ["a character cut short", [0xf0, 0x9f, 0x98]],
])("no body is read that has %s in it", async (_what, bytes) => {
  const { sendBody } = await open();
  for (const [operation, [text]] of ofOperations) {
    if (text === undefined) continue;
    const [before = "", after = ""] = JSON.stringify(text.field.json("<here>")).split("<here>");
    const body = Buffer.concat([Buffer.from(before), Buffer.from(bytes), Buffer.from(after)]);
    const answer = await sendBody(text.field, body);
    const { detail } = answer.json() as Problem;
    expect([operation, answer.status, detail]).toEqual([operation, 400, "The body is not UTF-8."]);
  }
});

it("two spellings of a letter are two texts, for an idempotency key too", async () => {
  const { visitor } = await serveOperators();
  const { send } = visitor();
  await send("GET", "/api/me");
  const ask = async (title: string) =>
    send("POST", "/api/novel", {
      json: fields["createNovel title"]?.json(title),
      headers: { "idempotency-key": "twins" },
    });
  expect((await ask("Caf\u00e9")).status).toBe(202);
  expect((await ask("Caf\u00e9")).headers.get("idempotent-replayed")).toBe("true");
  expect((await ask("Cafe\u0301")).status).toBe(422);
});

it("a book of them is whole, in every format", async () => {
  const { visitor } = await serveOperators();
  const { send, create } = visitor();
  const seen = (text: string) => text.replaceAll(/[\s\\]/g, "");
  for (const text of [...Object.values(odd), `e${"\u0301".repeat(199)}`]) {
    const { id } = await create({ title: text, genre: text.slice(0, 60) });
    for (const format of ["md", "txt"]) {
      const book = await send("GET", `/api/novel/${id}/book.${format}`);
      expect(seen(book.text)).toContain(seen(text));
      expect(book.headers.get("content-disposition")).toMatch(/^attachment; filename[\x20-\x7e]+$/);
    }
  }
});
