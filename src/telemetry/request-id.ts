import type { Ids } from "#/ports/ids.ts";
import type { Scrubber } from "./scrub.ts";

const sane = /^[A-Za-z0-9._-]{1,128}$/;

export interface RequestIdDeps {
  ids: Pick<Ids, "uuid">;
  scrubber: Pick<Scrubber, "scrub">;
}

/** A request's id: the one that its `x-request-id` gives where that is sane and no secret, else a new one. */
export function chooseRequestId(given: unknown, { ids, scrubber }: RequestIdDeps): string {
  const isKept = typeof given === "string" && sane.test(given) && scrubber.scrub(given) === given;
  return isKept ? given : ids.uuid();
}
