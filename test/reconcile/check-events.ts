import { isDeepStrictEqual } from "node:util";
import type { Evidence, NovelAccount } from "./evidence.ts";
import { type Findings, countBy } from "./findings.ts";
import { total } from "./read-samples.ts";

/** Events: as the log has them, as watchers saw them, and whose request and trace they name. */
export function checkEvents(findings: Findings, evidence: Evidence): void {
  const { novels, watched, lives } = evidence;
  for (const novel of novels) {
    const { id, title, events } = novel;
    findings.same("events", `numbers of the events of ${title}`, {
      expected: events.map((_, index) => index + 1).join(),
      seen: events.map(({ seq }) => seq).join(),
      ids: [id],
    });
    for (const { name, events: seen } of watched) {
      const own = seen[id] ?? [];
      findings.holds("events", isDeepStrictEqual(own, events), {
        what: `events of ${title} at ${name}`,
        expected: events.map(({ seq, type }) => `${seq} ${type}`).join(", "),
        seen: own.map(({ seq, type }) => `${seq} ${type}`).join(", "),
        ids: [id],
      });
    }
    checkCauses(findings, novel, evidence);
  }
  for (const { name, faults } of watched)
    findings.same("events", `what ${name} was sent amiss`, {
      expected: 0,
      seen: faults.length,
      ids: faults,
    });
  const listed = countBy(novels, ({ status }) => status);
  for (const life of lives) {
    const gauges = life.samples.filter(
      ({ name, value }) => name === "colophon_novels" && value > 0,
    );
    // A life that was killed ended before the novels did.
    if (life.killed) continue;
    findings.sameCounts("novels", `${life.name} counted`, {
      expected: listed,
      seen: new Map(gauges.map(({ labels, value }) => [labels["status"] ?? "", value])),
    });
  }
}

/** Each event names the request that caused it, and that request's trace; the work's is the one that asked for the novel. */
function checkCauses(
  findings: Findings,
  { id, title, traceId, events }: NovelAccount,
  { exchanges }: Evidence,
): void {
  const [queued] = events;
  findings.same("traces", `trace of ${title}`, { expected: queued?.traceId, seen: traceId });
  for (const event of events) {
    const cause = exchanges.find(({ requestId }) => requestId === event.requestId);
    findings.same("traces", `trace of event ${event.seq} (${event.type}) of ${title}`, {
      expected: cause?.traceId,
      seen: event.traceId,
      ids: [id, event.requestId],
    });
    const own = cause?.novelId === id || event.requestId === queued?.requestId;
    findings.holds("traces", own, {
      what: `request that event ${event.seq} (${event.type}) of ${title} names`,
      expected: "one about this novel",
      seen: `${cause?.method} ${cause?.route}`,
      ids: [id, event.requestId],
    });
  }
}

/** Sockets: as made, as counted, as logged. */
export function checkSockets(findings: Findings, { lives, watched }: Evidence): void {
  for (const { name, service, lines, samples } of lives) {
    if (service === "worker") continue;
    const made = (what: "connections" | "subscriptions" | "pings") =>
      watched.reduce((sum, { lives: own }) => sum + (own[name]?.[what] ?? 0), 0);
    const events = countBy(lines, ({ event }) => String(event));
    const same = (what: string, expected: number, seen: number) =>
      findings.same("sockets", `${name}: ${what}`, { expected, seen });
    same("connections logged", made("connections"), events.get("realtime.connected") ?? 0);
    same("ends of connections", made("connections"), events.get("realtime.disconnected") ?? 0);
    same("connections open at the end", 0, total(samples, "colophon_realtime_connections"));
    same("subscriptions open at the end", 0, total(samples, "colophon_realtime_subscriptions"));
    same(
      "subscriptions counted",
      made("subscriptions"),
      total(samples, "colophon_realtime_catchup_duration_seconds_count"),
    );
    const suppressed = samples.filter(({ labels }) => labels["event"] === "realtime.ping");
    findings.same("sampling", `${name}: pings written and left out`, {
      expected: made("pings"),
      seen: (events.get("realtime.ping") ?? 0) + total(suppressed, "colophon_log_suppressed_total"),
    });
  }
}
