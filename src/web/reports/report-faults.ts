import type { ClientReport } from "#/contract/reports.ts";

/** A page that fails in a loop has told enough by then. */
const maxErrors = 10;

/** The places of a page that errors reach when nobody has caught them. */
type Faulty = Pick<EventTarget, "addEventListener">;

/** Sends the errors of a page that nobody caught, the first ten of them. */
export function reportFaults(page: Faulty, send: (report: ClientReport) => void): void {
  let left = maxErrors;
  const report = (thrown: unknown) => {
    if (left === 0) return;
    left -= 1;
    send({ errors: [describe(thrown)] });
  };
  page.addEventListener("error", (event) => {
    // A file that did not load is an event of its element's, without an error.
    if ("error" in event) report(event.error);
  });
  page.addEventListener("unhandledrejection", (event) => {
    if ("reason" in event) report(event.reason);
  });
}

function describe(thrown: unknown) {
  const { name, message, stack } =
    thrown instanceof Error
      ? thrown
      : { name: "unknown", message: String(thrown), stack: undefined };
  return {
    name: name.slice(0, 100),
    message: message.slice(0, 1_000),
    ...(stack !== undefined && { stack: stack.slice(0, 4_000) }),
  };
}
