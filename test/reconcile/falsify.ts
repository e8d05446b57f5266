import type { Evidence, ExportedSpan, Life, LogLine, Sample } from "./evidence.ts";
import type { Agreement } from "./findings.ts";

/** One source says something else than it said. */
interface Falsification {
  /** What must not hold any more, maybe among others. */
  breaks: Agreement;
  /** Changes the evidence in place. */
  tell(evidence: Evidence): void;
}

type Changeable<T> = { -readonly [K in keyof T]: T[K] };

/** The one that is meant; a lie that finds nothing to be told about is none. */
function one<T>(items: readonly T[], isMeant: (item: T) => boolean = () => true): Changeable<T> {
  const found = items.find(isMeant);
  if (found === undefined) throw new Error("there is nothing to tell a lie about");
  return found;
}

function lose<T>(items: T[], isMeant: (item: T) => boolean): void {
  items.splice(items.indexOf(one(items, isMeant)), 1);
}

const livesWith = (lives: readonly Life[], isMeant: (line: LogLine) => boolean) =>
  one(lives, ({ lines }) => lines.some(isMeant));
const loseLine = ({ lives }: Evidence, isMeant: (line: LogLine) => boolean) =>
  lose(livesWith(lives, isMeant).lines, isMeant);
const changeLine = (
  { lives }: Evidence,
  isMeant: (line: LogLine) => boolean,
  change: Readonly<Record<string, unknown>>,
) => {
  const { lines } = livesWith(lives, isMeant);
  lines[lines.findIndex(isMeant)] = { ...one(lines, isMeant), ...change };
};
const is = (event: string) => (line: LogLine) => line["event"] === event;
const named = (name: string) => (sample: Sample) => sample.name === name && sample.value > 0;
const sampleOf = ({ lives }: Evidence, name: string) =>
  one(
    lives.flatMap(({ samples }) => samples),
    named(name),
  );
const count = (name: string, by: number) => (evidence: Evidence) => {
  sampleOf(evidence, name).value += by;
};
const isCall = ({ name }: ExportedSpan) => name.startsWith("chat ");
const change = (of: object, changed: object) => Object.assign(of, changed);
const forged = "0123456789abcdef0123456789abcdef";

/** Lies of every source, each a small one. */
export const falsifications: Readonly<Record<string, Falsification>> = {
  "the log loses a request's line": {
    breaks: "requests",
    tell: (evidence) => loseLine(evidence, is("http.request")),
  },
  "the log has a request's line twice": {
    breaks: "requests",
    tell({ lives }) {
      const { lines } = livesWith(lives, is("http.request"));
      lines.push(one(lines, is("http.request")));
    },
  },
  "the log tells another status": {
    breaks: "requests",
    tell: (evidence) => changeLine(evidence, is("http.request"), { status: 418 }),
  },
  "the log tells of a request that nobody sent": {
    breaks: "requests",
    tell: (evidence) => changeLine(evidence, is("http.request"), { request_id: "nobody-s" }),
  },
  "the log names another trace": {
    breaks: "problems",
    tell: (evidence) => changeLine(evidence, is("http.request"), { trace_id: forged }),
  },
  "the log of a job names another trace": {
    breaks: "traces",
    tell: (evidence) => changeLine(evidence, is("step.ended"), { trace_id: forged }),
  },
  "the log of a socket names another trace": {
    breaks: "traces",
    tell: (evidence) => changeLine(evidence, is("realtime.connected"), { trace_id: forged }),
  },
  "the log loses a turn": {
    breaks: "turns",
    tell: (evidence) => loseLine(evidence, is("step.ended")),
  },
  "the log loses a warning": {
    breaks: "troubles",
    tell: (evidence) => loseLine(evidence, is("step.delayed")),
  },
  "the log has an error that nothing explains": {
    breaks: "troubles",
    tell: (evidence) => changeLine(evidence, is("process.starting"), { level: "error" }),
  },
  "the log has broken leases that nothing explains": {
    breaks: "troubles",
    tell({ lives, novels }) {
      const line = { event: "lease.broken", novel_id: one(novels).id, level: "warn" };
      one(lives).lines.push(...Array.from({ length: 9 }, () => line));
    },
  },
  "the log loses a job that failed": {
    breaks: "troubles",
    tell: ({ spans }) =>
      change(
        one(spans, ({ kind }) => kind === "consumer"),
        { failed: true },
      ),
  },
  "a line lacks the release": {
    breaks: "fields",
    tell: (evidence) => changeLine(evidence, is("step.ended"), { version: undefined }),
  },
  "a process writes what is no line": {
    breaks: "fields",
    tell: ({ lives }) => void one(lives).strayOutput.push("something happened"),
  },
  "the log loses a connection": {
    breaks: "sockets",
    tell: (evidence) => loseLine(evidence, is("realtime.connected")),
  },
  "a request is counted twice": {
    breaks: "http-metrics",
    tell: count("colophon_http_request_duration_seconds_count", 1),
  },
  "a line that was left out is not counted": {
    breaks: "sampling",
    tell: (evidence) => {
      const leftOut = evidence.lives.flatMap(({ samples }) => samples);
      one(leftOut, ({ labels }) => labels["event"] === "http.probe").value -= 1;
    },
  },
  "a call is counted twice": {
    breaks: "model-calls",
    tell: count("colophon_llm_request_duration_seconds_count", 1),
  },
  "a token is not counted": {
    breaks: "tokens",
    tell: count("colophon_llm_tokens_total", -1),
  },
  "a cost is counted a nano-dollar too high": {
    breaks: "tokens",
    tell: count("colophon_llm_cost_usd_total", 1e-9),
  },
  "a turn is counted twice": {
    breaks: "turns",
    tell: count("colophon_job_duration_seconds_count", 1),
  },
  "a job is counted that nobody enqueued": {
    breaks: "queue-spans",
    tell: count("colophon_queue_enqueued_total", 1),
  },
  "a subscription is not counted": {
    breaks: "sockets",
    tell: count("colophon_realtime_catchup_duration_seconds_count", -1),
  },
  "a novel is counted twice": {
    breaks: "novels",
    tell: count("colophon_novels", 1),
  },
  "the ledger loses a call": {
    breaks: "model-calls",
    tell: ({ novels }) => {
      one(novels).metrics.calls.total -= 1;
    },
  },
  "the ledger has a cost a nano-dollar too low": {
    breaks: "tokens",
    tell: ({ novels }) => {
      one(novels).metrics.cost.usd -= 1e-9;
    },
  },
  "the model server got a request more": {
    breaks: "model-calls",
    tell: ({ modelCalls }) => void modelCalls.push(one(modelCalls)),
  },
  "the model server told another usage": {
    breaks: "tokens",
    tell: ({ modelCalls }) => {
      const call = one(modelCalls, ({ fate }) => fate === "rejected");
      call.usage = { input: 1, output: 1 };
    },
  },
  "the model server was told a trace": {
    breaks: "model-calls",
    tell: ({ modelCalls }) => change(one(modelCalls), { traceparent: `00-${forged}-00-01` }),
  },
  "the log of a novel loses an event": {
    breaks: "events",
    tell: ({ novels }) => void one(novels).events.splice(2, 1),
  },
  "an event names another trace": {
    breaks: "traces",
    tell: ({ novels }) => change(one(one(novels).events), { traceId: forged }),
  },
  "an event names another request": {
    breaks: "traces",
    tell: ({ novels, exchanges }) =>
      change(one(one(novels).events), { requestId: one(exchanges).requestId }),
  },
  "a watcher misses the last event": {
    breaks: "events",
    tell: ({ watched }) => void one(Object.values(one(watched).events)).pop(),
  },
  "a watcher sees an event twice": {
    breaks: "events",
    tell({ watched }) {
      const events = one(Object.values(one(watched).events));
      events.push(one(events));
    },
  },
  "the sender has another count": {
    breaks: "requests",
    tell: ({ exchanges }) => void exchanges.pop(),
  },
  "an answer names another trace": {
    breaks: "problems",
    tell: ({ exchanges }) => change(one(exchanges), { traceId: forged }),
  },
  "a problem names another request": {
    breaks: "problems",
    tell: ({ exchanges }) =>
      change(one(exchanges, ({ problem }) => problem !== null).problem!, { requestId: "else" }),
  },
  "a problem names another trace": {
    breaks: "problems",
    tell: ({ exchanges }) =>
      change(one(exchanges, ({ problem }) => problem !== null).problem!, { traceId: forged }),
  },
  "a request's span is lost": {
    breaks: "server-spans",
    tell: ({ spans }) => lose(spans, ({ kind }) => kind === "server"),
  },
  "a request's span tells another route": {
    breaks: "server-spans",
    tell({ spans }) {
      const span = one(spans, ({ kind }) => kind === "server");
      span.attributes = { ...span.attributes, "http.route": "/elsewhere" };
    },
  },
  "a call's span is lost": {
    breaks: "call-spans",
    tell: ({ spans }) => lose(spans, isCall),
  },
  "a call's span has another cost": {
    breaks: "call-spans",
    tell({ spans }) {
      const span = one(
        spans,
        (each) => isCall(each) && Number(each.attributes["colophon.cost_usd"]) > 0,
      );
      span.attributes = { ...span.attributes, "colophon.cost_usd": 0 };
    },
  },
  "a turn's span is lost": {
    breaks: "queue-spans",
    tell: ({ spans }) => lose(spans, ({ name }) => name.startsWith("step ")),
  },
  "a span that has children is lost": {
    breaks: "tree",
    tell({ spans, lives }) {
      const survivors = new Set(lives.filter(({ killed }) => !killed).map(({ name }) => name));
      const parents = new Set(
        spans.filter(({ life }) => survivors.has(life)).map(({ parentSpanId }) => parentSpanId),
      );
      lose(spans, ({ kind, spanId }) => kind === "consumer" && parents.has(spanId));
    },
  },
  "a trace has two roots": {
    breaks: "tree",
    tell: ({ spans }) => change(one(spans, isCall), { parentSpanId: null }),
  },
};
