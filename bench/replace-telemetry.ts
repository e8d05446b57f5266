import { registerHooks } from "node:module";

const src = new URL("../src/", import.meta.url);

/** The middleware that tells of requests; all else about an answer stays as it is. */
const telling = new Set(
  ["request-id", "trace-context", "request-log"].map(
    (name) => new URL(`http/middleware/${name}/${name}.ts`, src).href,
  ),
);

/** Whatever imports this process's telling middleware from now on gets the module at `replacement`. */
export function replaceTelemetry(replacement: URL): void {
  registerHooks({
    resolve(specifier, context, nextResolve) {
      const resolved = nextResolve(specifier, context);
      return telling.has(resolved.url) ? { ...resolved, url: replacement.href } : resolved;
    },
  });
}
