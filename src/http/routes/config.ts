import { z } from "zod";
import { settingsPatch, settingsView } from "#/contract/settings.ts";
import { changeSettings } from "#/domain/change-settings.ts";
import { showSettings } from "#/domain/show-settings.ts";
import { operatorOf } from "#/http/exchange.ts";
import type { HttpDeps } from "#/http/http-deps.ts";
import { type Reply, type Route, defineRoute } from "#/http/route.ts";

const headers = z.object({
  "If-Match": z
    .string()
    .regex(/^"\d{1,15}"$/, 'must be the ETag of an earlier answer, such as "3"')
    .optional()
    .meta({ description: "Change the settings only if they still have this ETag." }),
});

const answer = (description: string) => ({
  200: { description, schema: settingsView, headers: { ETag: "The version, in quotes." } },
});

/** What can change while the processes run. */
export function configRoutes(deps: HttpDeps): Route[] {
  const { store, settings } = deps;

  async function show(): Promise<Reply> {
    const record = await store.settings.read();
    return { headers: { etag: `"${record.version}"` }, json: showSettings(record, settings) };
  }

  return [
    defineRoute({
      method: "get",
      path: "/internal/config",
      operationId: "getConfig",
      summary: "What can change while the processes run: each value, and where it comes from",
      tags: ["operations"],
      access: "admin:read",
      responses: answer("The settings."),
      handle: show,
    }),
    defineRoute({
      method: "patch",
      path: "/internal/config",
      operationId: "changeConfig",
      summary:
        "Change settings, in every process within 5 s; null goes back to the environment's value",
      tags: ["operations"],
      access: "admin:admin",
      headers,
      body: settingsPatch,
      responses: answer("The settings as they are now."),
      problems: ["precondition-failed"],
      handle: async (call) => {
        const match = call.headers["If-Match"];
        const onlyAt = match === undefined ? undefined : Number(match.slice(1, -1));
        await changeSettings(deps, operatorOf(call.exchange, call.admin), call.body, onlyAt);
        return show();
      },
    }),
  ];
}
