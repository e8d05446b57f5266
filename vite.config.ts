import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Plugin, defineConfig } from "vite";

const server = `http://127.0.0.1:${process.env.PORT ?? "3001"}`;

/**
 * The web app. Its page has no inline script or style, and names the content of its scripts: it is served under a
 * policy that lets nothing else run.
 */
export default defineConfig({
  root: "src/web",
  plugins: [scriptIntegrity()],
  oxc: { jsx: { importSource: "preact" } },
  build: {
    outDir: "../../dist/web",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    // No folder of src/web may have one of these names: its files could not be served.
    proxy: {
      "/api": server,
      "/health": server,
      "/openapi.json": server,
      "/ws": { target: server, ws: true },
    },
  },
});

/** Writes the integrity of every script into the built page, for browsers to check and for the content policy to name. */
function scriptIntegrity(): Plugin {
  return {
    name: "script-integrity",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler: (html, { bundle = {} }) =>
        html.replaceAll(/<script [^>]*src="\/([^"]+)"/g, (tag, file: string) => {
          const built = bundle[file];
          const code =
            built?.type === "chunk"
              ? built.code
              : readFileSync(join(import.meta.dirname, "src/web/public", file));
          const hash = createHash("sha384").update(code).digest("base64");
          return `${tag} integrity="sha384-${hash}"`;
        }),
    },
  };
}
