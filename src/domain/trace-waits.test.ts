import { describe, expect, test } from "vitest";
import type { EventDraft, NovelEvent } from "#/contract/event.ts";
import { cause, moment, novelId } from "#/ports/store/records.fixture.ts";
import { type Stretch, traceWaits } from "./trace-waits.ts";

const ms = (second: number) => Date.parse(moment(second));

/** An event `at` so many seconds. */
function told(at: number, draft: EventDraft): NovelEvent {
  return { version: 1, novelId: novelId(1), seq: 1, at: moment(at), ...cause, ...draft };
}

const paused = (at: number) => told(at, { type: "novel.paused", data: {} });
const resumed = (at: number) => told(at, { type: "novel.resumed", data: {} });
const failed = (at: number) => told(at, { type: "novel.failed", data: { reason: "refused" } });
const completed = (at: number) =>
  told(at, { type: "novel.completed", data: { words: 1, chapters: 1, costUsd: 0 } });
const delayed = (at: number, until: number) =>
  told(at, {
    type: "call.retried",
    data: { stage: "chapter", number: 1, reason: "busy", retryAt: moment(until) },
  });

const work = (from: number, to: number): Stretch => ({
  from: ms(from),
  to: to === Infinity ? Infinity : ms(to),
});

/** What a novel of second 0 waits for, in seconds; `*` while it still does. */
function waitsOf(events: NovelEvent[], stretches: Stretch[], now = 100) {
  const { waits, end } = traceWaits(events, stretches, { from: ms(0), now: ms(now) });
  const seconds = (at: number) => (at - ms(0)) / 1_000;
  return {
    waits: waits.map(
      ({ reason, from, to, lasts }) =>
        `${reason} ${seconds(from)}-${seconds(to)}${lasts ? "*" : ""}`,
    ),
    end: end && { at: seconds(end.at), failed: end.failed },
  };
}

describe("a novel waits", () => {
  test("for a worker, where nothing else keeps it, if that takes a second", () => {
    const stretches = [work(5, 10), work(10.999, 20), work(21, 30)];
    expect(waitsOf([], stretches, 31)).toEqual({
      waits: ["queue 0-5", "queue 20-21", "queue 30-31*"],
      end: null,
    });
  });

  test("for nothing while it is worked on, by whomever", () => {
    expect(waitsOf([], [work(0, Infinity)]).waits).toEqual([]);
    expect(waitsOf([], [work(0, 50), work(20, 60), work(55, 100)]).waits).toEqual([]);
  });

  test("for its delay, and then for a worker", () => {
    expect(waitsOf([delayed(10, 15)], [work(0, 10), work(15, 20)], 20).waits).toEqual([
      "delay 10-15",
    ]);
    expect(waitsOf([delayed(10, 15)], [work(0, 10), work(18, 20)], 20).waits).toEqual([
      "delay 10-15",
      "queue 15-18",
    ]);
    expect(waitsOf([delayed(10, 15)], [work(0, 10)], 12).waits).toEqual(["delay 10-12*"]);
    expect(waitsOf([delayed(10, 15)], [work(0, 10)], 17).waits).toEqual([
      "delay 10-15",
      "queue 15-17*",
    ]);
  });

  test("for its owner, from when its worker left until it is resumed", () => {
    const pause = [paused(5), resumed(40)];
    expect(waitsOf(pause, [work(0, 10), work(42, 50)], 50).waits).toEqual([
      "pause 10-40",
      "queue 40-42",
    ]);
    expect(waitsOf([paused(5)], [work(0, 10)], 50)).toEqual({ waits: ["pause 10-50*"], end: null });
  });

  test("for its owner, in the middle of a delay", () => {
    const waits = ["delay 10-20", "pause 20-30"];
    const events = [delayed(10, 60), paused(20), resumed(30)];
    expect(waitsOf(events, [work(0, 10), work(30, 31)], 31).waits).toEqual(waits);
  });

  test("for money, whose pause is not its owner's", () => {
    const reached = told(10, {
      type: "budget.reached",
      data: { budgetUsd: 1, spentUsd: 1, neededUsd: 1 },
    });
    const events = [reached, paused(10), resumed(30)];
    expect(waitsOf(events, [work(0, 10), work(30, 31)], 31).waits).toEqual(["budget 10-30"]);
  });

  test("for approval", () => {
    const events = [
      told(10, { type: "outline.awaiting-approval", data: { revision: 1, chapters: [] } }),
      told(30, { type: "outline.approved", data: { revision: 1 } }),
    ];
    expect(waitsOf(events, [work(0, 10), work(30, 31)], 31).waits).toEqual(["approval 10-30"]);
  });

  test("for a worker again after each turn that ended for another reason than the one before", () => {
    const events = [delayed(10, 90)];
    const stretches = [work(0, 10), work(15, 20), work(25, 30)];
    expect(waitsOf(events, stretches, 30).waits).toEqual(["delay 10-15", "queue 20-25"]);
  });

  test("with the request that made it wait", () => {
    const { waits } = traceWaits([paused(10)], [work(0, 10)], { from: ms(0), now: ms(20) });
    expect(waits).toMatchObject([{ reason: "pause", requestId: cause.requestId }]);
  });
});

describe("a novel has ended", () => {
  test.each([
    ["completed", completed(10), false],
    ["cancelled", told(10, { type: "novel.cancelled", data: {} }), false],
    ["failed", failed(10), true],
  ])("when it is %s, and waits no more", (_, event, isFailure) => {
    const end = { at: 10, failed: isFailure };
    expect(waitsOf([event], [work(0, 10)])).toEqual({ waits: [], end });
  });

  test("no sooner than its worker has left", () => {
    const events = [told(5, { type: "novel.cancelled", data: {} })];
    expect(waitsOf(events, [work(0, Infinity)])).toEqual({ waits: [], end: null });
    expect(waitsOf(events, [work(0, 10)]).end).toEqual({ at: 10, failed: false });
  });

  test("not when it was tried again: then it waited for that", () => {
    const events = [failed(10), resumed(30), completed(40)];
    expect(waitsOf(events, [work(0, 10), work(30, 40)])).toEqual({
      waits: ["failure 10-30"],
      end: { at: 40, failed: false },
    });
  });
});

test("clocks that disagree make no wait of less than nothing, nor one before the novel", () => {
  const events = [paused(8), resumed(4), delayed(12, 9)];
  const { waits } = traceWaits(events, [work(7, 10), work(9, 8)], {
    from: ms(6),
    now: ms(1),
  });
  expect(waits.map(({ from, to }) => [from, to])).toEqual([
    [ms(6), ms(7)],
    [ms(10), ms(12)],
  ]);
});
