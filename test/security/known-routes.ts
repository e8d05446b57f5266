import type { Route } from "./api.ts";
import type { Question } from "./ask.ts";

/** What the suite knows of a route: who may use it, and what it is sent so that nothing but the caller is wrong. */
interface KnownRoute {
  /**
   * `novel`: only the owner of the novel in its path. `caller`: anybody, for what is their own.
   * `nobody`: it gives nobody's. `read`, `admin`: operators with a token of that scope. `metrics`: with that token.
   */
  whose: "novel" | "caller" | "nobody" | "read" | "admin" | "metrics";
  body?: unknown;
}

const ofNovel: KnownRoute = { whose: "novel" };
const ofCaller: KnownRoute = { whose: "caller" };
const ofNobody: KnownRoute = { whose: "nobody" };
const outline = [1, 2].map((number) => ({
  number,
  title: `Another chapter ${number}`,
  pointOfView: "Somebody else",
  summary: "Somebody else decides what happens here.",
  beats: ["It happens."],
  targetWords: 500,
}));

/** Every route of the API by its `operationId`; those that change much come last. */
export const knownRoutes: Readonly<Record<string, KnownRoute>> = {
  getNovel: ofNovel,
  getChapter: ofNovel,
  listEvents: ofNovel,
  getNovelMetrics: ofNovel,
  getNovelMetadata: ofNovel,
  getNovelTrace: ofNovel,
  downloadBookAsMarkdown: ofNovel,
  downloadBookAsText: ofNovel,
  changeNovel: { whose: "novel", body: { title: "Taken" } },
  editOutline: { whose: "novel", body: { chapters: outline } },
  approveOutline: ofNovel,
  pauseNovel: ofNovel,
  resumeNovel: ofNovel,
  retryNovel: ofNovel,
  cancelNovel: ofNovel,
  createNovel: ofCaller,
  listNovels: ofCaller,
  getMe: ofCaller,
  createRecoveryCode: ofCaller,
  createSession: ofCaller,
  renewSession: ofCaller,
  endOtherSessions: ofCaller,
  endSession: ofCaller,
  getLiveness: ofNobody,
  getReadiness: ofNobody,
  getAbout: ofNobody,
  getOpenApiDocument: ofNobody,
  reportCspViolation: ofNobody,
  reportFromClient: ofNobody,
  getMetrics: { whose: "metrics" },
  explainNovel: { whose: "read" },
  listAllNovels: { whose: "read" },
  listAudit: { whose: "read" },
  getConfig: { whose: "read" },
  getRealtimeMetrics: { whose: "read" },
  listApiKeys: { whose: "read" },
  pauseAnyNovel: { whose: "admin" },
  resumeAnyNovel: { whose: "admin" },
  cancelAnyNovel: { whose: "admin" },
  retryAnyNovel: { whose: "admin" },
  createApiKey: {
    whose: "admin",
    body: {
      owner: "01890000-0000-7000-8000-000000000000",
      scopes: ["novels:read"],
      expiresAt: "2099-01-01T00:00:00.000Z",
    },
  },
  deleteApiKey: { whose: "admin" },
  changeConfig: { whose: "admin", body: { logLevel: "error" } },
};

/** How a route is asked about a novel, with all that it wants but somebody who may. */
export function requestTo(
  { method, path, operationId }: Route,
  novel: string,
): { path: string; question: Question } {
  const body = knownRoutes[operationId]?.body;
  return {
    path: path.replace("{id}", novel).replaceAll(/\{\w+\}/g, "1"),
    question: { method, ...(body !== undefined && { body }) },
  };
}
