import { vi } from "vitest";
import { aNovel } from "#/web/live/novel.fixture.ts";
import type { NovelApi } from "./novel-api.ts";

/** An API that has one novel and remembers what it was asked. */
export function fakeNovelApi() {
  return {
    about: vi.fn<NovelApi["about"]>(() =>
      Promise.resolve({ version: "1.2.3", model: "a-model", notice: null }),
    ),
    list: vi.fn<NovelApi["list"]>(() => Promise.resolve({ items: [], nextCursor: null })),
    create: vi.fn<NovelApi["create"]>(() => Promise.resolve(aNovel())),
    novel: vi.fn<NovelApi["novel"]>(() => Promise.resolve(aNovel())),
    change: vi.fn<NovelApi["change"]>(() => Promise.resolve(aNovel())),
    chapter: vi.fn<NovelApi["chapter"]>((_id, number) =>
      Promise.resolve({
        number,
        title: "The Mail Boat",
        revision: 1,
        text: "The sea was calm.",
        words: 4,
        createdAt: "2026-11-23T10:00:00.000Z",
        model: "a-model",
        promptVersion: "draft-scene@1",
      }),
    ),
    events: vi.fn<NovelApi["events"]>(() =>
      Promise.resolve({ items: [], lastSeq: 1, firstSeq: 1 }),
    ),
    command: vi.fn<NovelApi["command"]>(() => Promise.resolve(aNovel())),
    saveOutline: vi.fn<NovelApi["saveOutline"]>(() => Promise.resolve(aNovel())),
    me: vi.fn<NovelApi["me"]>(() =>
      Promise.resolve({
        owner: "019b2f3a-1c2d-7000-8abc-0123456789ab",
        recoveryCodeCreatedAt: null,
      }),
    ),
    makeRecoveryCode: vi.fn<NovelApi["makeRecoveryCode"]>(() =>
      Promise.resolve({
        code: "7Q2M-XK4D-0RTE-9WZB-3HFN-V6SA-PC1G",
        createdAt: "2026-11-24T10:00:00.000Z",
      }),
    ),
    recover: vi.fn<NovelApi["recover"]>(() => Promise.resolve()),
    signOut: vi.fn<NovelApi["signOut"]>(() => Promise.resolve()),
    signOutOthers: vi.fn<NovelApi["signOutOthers"]>(() =>
      Promise.resolve({
        code: "XK4D-7Q2M-0RTE-9WZB-3HFN-V6SA-PC1G",
        createdAt: "2026-11-25T10:00:00.000Z",
      }),
    ),
  };
}
