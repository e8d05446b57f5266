import { sep } from "node:path";
import express, { type Response, Router } from "express";
import type { Sessions } from "#/http/middleware/session/session.ts";

/** The addresses of the web app's pages: each answers the same document. */
export const pagePaths = ["/", "/novels/:id", "/novels/:id/read", "/novels/:id/read/:chapter"];

const forEver = "public, max-age=31536000, immutable";

/**
 * Serves the built web app: files named by their content for ever, everything else always fresh. A
 * page brings the session with it: the several requests it starts with have one owner.
 */
export function webApp(webRoot: string, sessions: Sessions): Router {
  const router = Router();
  for (const path of pagePaths)
    router.get(path, (req, res, next) => {
      res.locals.route = path;
      sessions(req, res);
      res.setHeader("cache-control", "private, no-cache");
      const options = { root: webRoot, ...serving };
      res.sendFile("index.html", options, (error?: Error & { code?: string }) => {
        if (error?.code === "ENOENT") answerNotBuilt(res);
        else if (error !== undefined && !res.headersSent) next(error);
      });
    });
  router.use(
    express.static(webRoot, {
      ...serving,
      index: false,
      redirect: false,
      setHeaders: (res: Response, file) => {
        res.locals.route = "static";
        const hashed = file.includes(`${sep}assets${sep}`);
        res.setHeader("cache-control", hashed ? forEver : "no-cache");
      },
    }),
  );
  return router;
}

const serving = { acceptRanges: false, cacheControl: false } as const;

function answerNotBuilt(res: Response): void {
  res
    .status(503)
    .type("text/plain")
    .send("The web app is not built: `npm start` builds it. The API answers under /api.\n");
}
