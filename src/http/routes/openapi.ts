import { z } from "zod";
import { openApiDocument } from "#/http/openapi-document.ts";
import { type Route, defineRoute } from "#/http/route.ts";

/** The description of all `routes` and of itself; made once. */
export function openApiRoutes(routes: readonly Route[], version: string): Route[] {
  const itself: Route = defineRoute({
    method: "get",
    path: "/openapi.json",
    operationId: "getOpenApiDocument",
    summary: "This document",
    tags: ["service"],
    access: "public",
    responses: {
      200: { description: "OpenAPI 3.1.", schema: z.looseObject({ openapi: z.string() }) },
    },
    handle: () => ({ text, type: "application/json" }),
  });
  const text: string = JSON.stringify(openApiDocument([...routes, itself], version));
  return [itself];
}
