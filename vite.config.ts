import { defineConfig } from "vite";

const server = `http://127.0.0.1:${process.env.PORT ?? "3001"}`;

/** The web app. Its page has no inline script or style: it is served under a CSP without `unsafe-inline`. */
export default defineConfig({
  root: "src/web",
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
