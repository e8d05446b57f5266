import type { Reservation } from "./days.ts";
import type { CallIntent, Intended, Settlement } from "./ledger.ts";
import type { Artifact, Change, ChapterRevision, NewNovel, NovelRecord } from "./novels.ts";
import type { TurnEnd, TurnStart } from "./step-turns.ts";
import type { Store } from "./store.ts";

/** An empty Store of its own for each test. `close` also removes what it left behind. */
export type OpenStore = () => Promise<{ store: Store; close: () => Promise<void> }>;

export const cause = { traceId: "0af7651916cd43dd8448eb211c80319c", requestId: "request-2" };

/** Strings that trip up careless code: keys of every object, operators, paths, other alphabets. */
export const awkwardStrings = [
  "__proto__",
  "constructor",
  "hasOwnProperty",
  "$where",
  "a.b",
  "novel:1",
  "%' or 1=1 --",
  "Ünïcödé 𝔘 👩‍👩‍👧 مرحبا שלום 第一章 e\u0301",
  " leading, trailing and\r\n\tinner ",
];

/** A million characters in several alphabets, each stretch of them different. */
export function longText(): string {
  let text = "";
  for (let line = 0; text.length < 1_000_000; line += 1)
    text += `${line} “Наконец,” she said, 第${line}章 — naïve 👩‍👩‍👧.\n`;
  return text;
}

/** The moment `seconds` after the novels of these fixtures were made. */
export function moment(seconds: number): string {
  return new Date(Date.UTC(2026, 0, 1) + seconds * 1_000).toISOString();
}

/** The `n`th of ids that sort by their number. */
export function novelId(n: number): string {
  return `019b7640-0000-7000-8000-${n.toString(16).padStart(12, "0")}`;
}

export function newNovel(novel: Partial<NewNovel> = {}): NewNovel {
  return {
    id: novelId(1),
    owner: "owner-1",
    idempotencyKey: null,
    bodyHash: null,
    requestId: "request-1",
    traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    title: "The Salt Road",
    params: {
      title: "The Salt Road",
      premise: "A mapmaker finds a road that is on no map, and her own name at its end.",
      genre: "fantasy",
      targetWordCount: 3_000,
      targetChapters: 3,
      humanLikeWriting: false,
      reviewOutline: false,
    },
    status: "queued",
    statusReason: null,
    step: "analysis",
    pins: null,
    round: 0,
    begun: null,
    failures: 0,
    delays: 0,
    crashes: 0,
    runAt: null,
    wake: 1,
    chapters: [],
    outlineRevision: 0,
    notice: null,
    budgetNanoUsd: null,
    hold: null,
    neededNanoUsd: null,
    createdAt: moment(0),
    ...novel,
  };
}

/** A change that sets nothing and tells of the start, unless told otherwise. */
export function newChange(change: Partial<Change> = {}): Change {
  return {
    at: moment(1),
    set: {},
    cause,
    events: [{ type: "novel.started", data: {} }],
    ...change,
  };
}

export function newArtifact(artifact: Partial<Artifact> = {}): Artifact {
  return {
    kind: "outline",
    number: 0,
    revision: 1,
    data: { themes: ["loss", "salt"] },
    promptVersion: "outline@1",
    callIds: ["call-1:1"],
    createdAt: moment(1),
    ...artifact,
  };
}

export function newChapter(chapter: Partial<ChapterRevision> = {}): ChapterRevision {
  return {
    number: 1,
    revision: 1,
    title: "The Road",
    text: "The road began where the map ended.",
    words: 7,
    model: "a-model",
    promptVersion: "scene@1",
    quality: { number: 1, words: 7, targetWords: 1_000, distinct3: 1, repeatedSentences: 0 },
    callIds: ["call-1:1", "call-2:1"],
    createdAt: moment(1),
    ...chapter,
  };
}

export function newIntent(intent: Partial<CallIntent> = {}): CallIntent {
  return {
    key: `${novelId(1)}:chapter-1:scene:1:5f2b`,
    novelId: novelId(1),
    step: "chapter-1",
    stage: "writing",
    purpose: "scene",
    chapter: 1,
    promptVersion: "scene@1",
    model: "a-model",
    messages: [
      { role: "system", content: "You write novels." },
      { role: "user", content: "Write the first scene." },
    ],
    maxOutputTokens: 2_000,
    epoch: 1,
    round: 0,
    reservedNanoUsd: 5_000,
    requestId: "request-1",
    traceId: cause.traceId,
    spanId: "00f067aa0ba902b7",
    at: moment(1),
    ...intent,
  };
}

export function newSettlement(settlement: Partial<Settlement> = {}): Settlement {
  return {
    outcome: "accepted",
    answer: "The road began where the map ended.",
    finishReason: "stop",
    reason: null,
    inputTokens: 120,
    outputTokens: 800,
    costNanoUsd: 3_000,
    durationMs: 1_500.5,
    firstTokenMs: 90.25,
    ...settlement,
  };
}

/** What is set aside for the call of `newIntent`. */
export function newReservation(reservation: Partial<Reservation> = {}): Reservation {
  const { spanId: id, key, novelId: novel, epoch, reservedNanoUsd: nanoUsd } = newIntent();
  return { id, key, novelId: novel, epoch, nanoUsd, ...reservation };
}

/** Has a day cost so much more. */
export async function spend(store: Store, day: string, nanoUsd: number): Promise<void> {
  const reservation = newReservation({ id: "spent", nanoUsd });
  await store.days.reserve(day, reservation, null);
  await store.days.settle(day, reservation, nanoUsd);
}

export function newTurn(turn: Partial<TurnStart> = {}): TurnStart {
  return {
    jobId: `novel-${novelId(1)}-1`,
    spanId: "b7ad6b7169203331",
    startedAt: moment(0),
    ...turn,
  };
}

/** How a turn ends whose worker gives the lease back. */
export const turnEnd: TurnEnd = { at: moment(2), outcome: "stopped" };

export async function acceptNovel(
  store: Store,
  novel: Partial<NewNovel> = {},
): Promise<NovelRecord> {
  const accepted = await store.novels.accept(newNovel(novel), {
    cause,
    events: [{ type: "novel.queued", data: { title: "The Salt Road" } }],
  });
  if (accepted.outcome !== "created") throw new Error(`not created but ${accepted.outcome}`);
  return accepted.novel;
}

/** A novel that worker `worker-1` has claimed. */
export async function acceptAndClaim(
  store: Store,
  novel: Partial<NewNovel> = {},
): Promise<NovelRecord> {
  const { id } = await acceptNovel(store, novel);
  return claimNovel(store, id);
}

export async function claimNovel(store: Store, id: string): Promise<NovelRecord> {
  const novel = await store.novels.claim(id, {
    holder: "worker-1",
    at: moment(3_600),
    pins: { scene: 1 },
    activePerOwner: 99,
    turn: newTurn(),
  });
  if (novel === undefined) throw new Error("not claimed");
  return novel;
}

/** Ends a novel's lease, whoever holds it. */
export async function endLease(store: Store, id = novelId(1)): Promise<void> {
  await store.novels.release(await readNovel(store, id), turnEnd);
}

/** Ends a novel's lease as if its worker were dead, and claims it for another. */
export async function takeOver(store: Store, id = novelId(1)): Promise<NovelRecord> {
  await endLease(store, id);
  return claimNovel(store, id);
}

/** Writes an intent for the novel as the Store has it now. */
export async function tryIntend(store: Store, intent: CallIntent): Promise<Intended> {
  const novel = await store.novels.get(intent.novelId);
  return store.ledger.intend(intent, { lastSeq: novel?.lastSeq ?? 0 });
}

/** Writes an intent that must be written; its attempt's id. */
export async function intend(store: Store, intent: Partial<CallIntent> = {}): Promise<string> {
  const intended = await tryIntend(store, newIntent(intent));
  if (intended.outcome !== "written") throw new Error(`not written but ${intended.outcome}`);
  return intended.id;
}

/** The novel as the Store has it now. */
export async function readNovel(store: Store, id = novelId(1)): Promise<NovelRecord> {
  const novel = await store.novels.get(id);
  if (novel === undefined) throw new Error("no such novel");
  return novel;
}
