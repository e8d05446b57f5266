import { about } from "#/contract/service.ts";
import type { HttpDeps } from "#/http/http-deps.ts";
import { type Route, defineRoute } from "#/http/route.ts";

/** What writes here. */
export function aboutRoutes({ version, model }: Pick<HttpDeps, "version" | "model">): Route[] {
  const json = { version, model: model.name, notice: model.notice };
  return [
    defineRoute({
      method: "get",
      path: "/api/about",
      operationId: "getAbout",
      summary: "The version, the model, and what every reader should be told of it",
      tags: ["service"],
      access: "public",
      responses: { 200: { description: "What writes here.", schema: about } },
      handle: () => ({ json }),
    }),
  ];
}
