import { novelView } from "#/contract/novel.ts";
import { type StatusCommand, changeStatus } from "#/domain/change-status.ts";
import { showNovel } from "#/domain/show-novel.ts";
import { causeOf } from "#/http/exchange.ts";
import type { HttpDeps } from "#/http/http-deps.ts";
import { type Route, defineRoute } from "#/http/route.ts";
import { emptyBody, novelParams } from "./novel-params.ts";

const summaries: Record<StatusCommand, string> = {
  pause: "Stop the work until it is resumed; what is written stays",
  resume: "Go on with a paused novel",
  cancel: "Stop the work for good; what is written stays",
  retry: "Go on with a failed novel",
};

/** Stopping a novel's work and letting it go on. */
export function commandRoutes(deps: HttpDeps): Route[] {
  return (Object.keys(summaries) as StatusCommand[]).map((command) =>
    defineRoute({
      method: "post",
      path: `/api/novel/:id/${command}`,
      operationId: `${command}Novel`,
      summary: summaries[command],
      tags: ["novels"],
      access: "novel",
      params: novelParams,
      body: emptyBody,
      responses: { 200: { description: "The novel as it is now.", schema: novelView } },
      problems: ["invalid-state"],
      handle: async ({ novel, exchange }) => {
        const changed = await changeStatus(deps, novel, command, causeOf(exchange));
        return { json: await showNovel(deps.store, changed) };
      },
    }),
  );
}
