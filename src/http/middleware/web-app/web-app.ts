import { readFile } from "node:fs/promises";
import { join, sep } from "node:path";
import express, { type Request, type RequestHandler, type Response, Router } from "express";
import { ProblemError } from "#/contract/problem.ts";
import { bearsCredentials, credentialsInAddress } from "#/http/bears-credentials.ts";
import { hostShape } from "#/http/host-shape.ts";
import { pagePolicy } from "#/http/middleware/security-headers/content-policy.ts";
import type { Sessions } from "#/http/middleware/session/session.ts";
import { refuseMethod } from "#/http/refuse-method.ts";

/** The addresses of the web app's pages: each answers the same document. */
export const pagePaths = [
  "/",
  "/devices",
  "/novels/:id",
  "/novels/:id/read",
  "/novels/:id/read/:chapter",
];

const forEver = "public, max-age=31536000, immutable";

/**
 * Serves the built web app: files named by their content for ever, everything else always fresh. A
 * page brings the session with it: the several requests it starts with have one owner. An address with
 * credentials in it is refused, as routes refuse it.
 */
export function webApp(webRoot: string, welcome: Sessions["welcome"]): Router {
  const allowOwn = async (req: Request, res: Response) => {
    const scripts = await scriptsOf(join(webRoot, "index.html"));
    res.setHeader("content-security-policy", pagePolicy({ scripts, sockets: socketOrigin(req) }));
  };
  const send: RequestHandler = (_req, res, next) => {
    res.sendFile("index.html", { root: webRoot, ...serving }, (error?: SendError) => {
      // Whoever asked has left.
      if (error?.code === "ECONNABORTED") return;
      if (error?.code === "ENOENT") answerNotBuilt(res);
      else if (error !== undefined && !res.headersSent) next(error);
    });
  };
  const page: RequestHandler = (req, res, next) => {
    res.setHeader("cache-control", "private, no-cache");
    Promise.all([welcome(req, res), allowOwn(req, res)]).then(() => send(req, res, next), next);
  };
  const router = Router();
  router.use((req, _res, next) => {
    const bears = !programPaths.test(req.path) && bearsCredentials(req.originalUrl);
    next(bears ? new ProblemError("invalid-input", credentialsInAddress) : undefined);
  });
  for (const path of pagePaths) {
    const known: RequestHandler = (_req, res, next) => {
      res.locals.route = path;
      next();
    };
    router
      .route(path)
      .all(known)
      .get(page)
      .all(refuseMethod(["GET"]));
  }
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
  // The app says that there is no such page.
  router.use((req, res, next) => {
    if (!isBrowsing(req)) return next();
    res.status(404);
    return page(req, res, next);
  });
  return router;
}

/** The integrity of every script of a page, which the build has written there; none where there is no page. */
async function scriptsOf(file: string): Promise<string[]> {
  const html = await readFile(file, "utf8").catch(() => "");
  return [...html.matchAll(/<script [^<>]*integrity="([^"]+)"/g)].flatMap(
    ([, found]) => found ?? [],
  );
}

/** Undefined where the header, which is the client's text, names no host. */
function socketOrigin({ secure, headers: { host = "" } }: Request): string | undefined {
  return hostShape.test(host) ? `${secure ? "wss" : "ws"}://${host}` : undefined;
}

const serving = { acceptRanges: false, cacheControl: false } as const;

type SendError = Error & { code?: string };

const programPaths = /^\/(api|internal|ws|health|metrics)(\/|$)/;

/** Whether somebody with a browser looks for a page: programs accept anything, or JSON. */
function isBrowsing(req: Request): boolean {
  const reads = req.method === "GET" || req.method === "HEAD";
  return reads && !programPaths.test(req.path) && req.accepts(["json", "html"]) === "html";
}

function answerNotBuilt(res: Response): void {
  res
    .status(503)
    .type("text/plain")
    .send("The web app is not built: `npm start` builds it. The API answers under /api.\n");
}
