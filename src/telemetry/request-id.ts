import type { Ids } from "#/ports/ids.ts";

const sane = /^[A-Za-z0-9._-]{1,128}$/;

/** A request's id: the one that its `x-request-id` gives where that is sane, else a new one. */
export function chooseRequestId(given: unknown, ids: Pick<Ids, "uuid">): string {
  return typeof given === "string" && sane.test(given) ? given : ids.uuid();
}
