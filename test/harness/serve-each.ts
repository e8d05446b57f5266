import { beforeEach } from "vitest";
import {
  type FaultModelServer,
  type ModelBehaviour,
  startModelServer,
} from "#test/faults/model-server.ts";
import { type RunningColophon, startColophon } from "./start-colophon.ts";

/** For each test of a file a Colophon of its own, with the model server that it asks; both end with the test. */
export function serveEach(
  options: { model?: ModelBehaviour; env?: Readonly<Record<string, string>> } = {},
): { readonly url: string; readonly requests: FaultModelServer["requests"] } {
  let server: FaultModelServer;
  let colophon: RunningColophon;
  beforeEach(async () => {
    server = await startModelServer(options.model);
    colophon = await startColophon({
      env: { OPENAI_BASE_URL: server.baseUrl, OPENAI_MODEL: "other-model", ...options.env },
    });
    return async () => {
      await colophon.stop();
      await server.close();
    };
  });
  return {
    get url() {
      return colophon.url;
    },
    get requests() {
      return server.requests;
    },
  };
}
