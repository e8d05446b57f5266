import type { EventPage } from "#/contract/event.ts";
import type { Me, RecoveryCode } from "#/contract/me.ts";
import type {
  ChapterView,
  NovelInput,
  NovelList,
  NovelPatch,
  NovelView,
  OutlineInput,
} from "#/contract/novel.ts";
import type { About } from "#/contract/service.ts";
import type { Request } from "./request.ts";

/** What an owner can do to a novel under way without saying more. */
export type NovelCommand = "pause" | "resume" | "cancel" | "retry" | "outline/approve";

/** The server's API as far as the web app uses it. Everything throws `RequestError`. */
export interface NovelApi {
  about(): Promise<About>;
  /** A page of one's novels, newest first. */
  list(cursor?: string): Promise<NovelList>;
  /** The same `idempotencyKey` with the same input makes one novel, however often it is sent. */
  create(input: NovelInput, idempotencyKey: string): Promise<NovelView>;
  novel(id: string): Promise<NovelView>;
  change(id: string, patch: NovelPatch): Promise<NovelView>;
  chapter(id: string, number: number): Promise<ChapterView>;
  events(id: string, after: number): Promise<EventPage>;
  command(id: string, command: NovelCommand): Promise<NovelView>;
  saveOutline(id: string, outline: OutlineInput): Promise<NovelView>;
  me(): Promise<Me>;
  /** Makes a code that leads to one's novels from anywhere; the one before is good for nothing then. */
  makeRecoveryCode(): Promise<RecoveryCode>;
  /** Makes this browser's session one of the code's owner. */
  recover(code: string): Promise<void>;
  /** Ends this browser's session. */
  signOut(): Promise<void>;
  /** Ends all other sessions of the owner, copies of this one too; gives the code that replaces the one there was. */
  signOutOthers(): Promise<RecoveryCode>;
}

export function createNovelApi(request: Request): NovelApi {
  const path = (id: string) => `/api/novel/${encodeURIComponent(id)}`;
  return {
    about: () => request("/api/about", { anonymous: true }),
    list: (cursor) =>
      request(`/api/novel${cursor === undefined ? "" : `?cursor=${encodeURIComponent(cursor)}`}`),
    create: (input, idempotencyKey) =>
      request("/api/novel", {
        method: "POST",
        body: input,
        headers: { "idempotency-key": idempotencyKey },
      }),
    novel: (id) => request(path(id)),
    change: (id, patch) => request(path(id), { method: "PATCH", body: patch }),
    chapter: (id, number) => request(`${path(id)}/chapters/${number}`),
    events: (id, after) => request(`${path(id)}/events?after=${after}&limit=500`),
    command: (id, command) => request(`${path(id)}/${command}`, { method: "POST" }),
    saveOutline: (id, outline) => request(`${path(id)}/outline`, { method: "PUT", body: outline }),
    me: () => request("/api/me"),
    makeRecoveryCode: () => request("/api/me/recovery-code", { method: "POST" }),
    recover: async (code) => {
      const body = { code: code.trim() };
      await request<Me>("/api/session", { method: "POST", body, withSecret: true });
    },
    signOut: async () => {
      await request("/api/session", { method: "DELETE" });
    },
    signOutOthers: async () => {
      // First a session that nobody has a copy of: an answer that gets lost then costs nothing.
      await request<Me>("/api/me/sessions", { method: "POST" });
      return request("/api/me/sessions", { method: "DELETE" });
    },
  };
}

/** Where the book so far can be downloaded. */
export function bookAddress(id: string, format: "md" | "txt"): string {
  return `/api/novel/${encodeURIComponent(id)}/book.${format}`;
}
