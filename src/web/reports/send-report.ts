import type { ClientReport } from "#/contract/reports.ts";

/** Sends a report, also from a page that is being left. One that gets lost is no matter. */
export function sendReport(report: ClientReport): void {
  fetch("/api/client-report", {
    method: "POST",
    keepalive: true,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(report),
  }).catch(() => null);
}
