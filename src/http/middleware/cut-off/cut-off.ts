import type { RequestHandler } from "express";
import type { Clock } from "#/ports/clock.ts";

/** Long enough for who sends something too large in good faith to hear why it was refused. */
const lingerMs = 2_000;

/** Closes the connection of whoever goes on sending a body for 2 s after its request was answered. */
export function cutOff({ clock }: { clock: Pick<Clock, "sleep"> }): RequestHandler {
  return (req, res, next) => {
    res.once("finish", () => {
      if (req.complete) return;
      const ended = new AbortController();
      req.once("close", () => {
        ended.abort();
      });
      void clock.sleep(lingerMs, ended.signal).then(
        () => req.socket.destroy(),
        () => undefined,
      );
    });
    next();
  };
}
