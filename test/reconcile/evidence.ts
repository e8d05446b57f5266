/** One request as its sender knows it. */
export interface Exchange {
  /** The one that was answered; the one that was sent where no answer came. */
  requestId: string;
  /** The process that was asked. */
  life: string;
  method: string;
  /** The pattern that has to answer, `unmatched` where none does. */
  route: string;
  /** Null where the sender left before an answer. */
  status: number | null;
  /** Of the answer's body, as received. */
  bytes: number;
  traceId: string | null;
  spanId: string | null;
  problem: { requestId: string; traceId: string; status: number; code: string } | null;
  /** The novel that it is about. */
  novelId: string | null;
  /** Answered by the server before it was a request of the app. */
  stray: boolean;
  /** The last scrape of its process: it does not count itself. */
  final: boolean;
}

/** A line of a log, as parsed. */
export type LogLine = Readonly<Record<string, unknown>>;

/** One sample of a scrape. */
export interface Sample {
  name: string;
  labels: Readonly<Record<string, string>>;
  value: number;
}

/** One process from its start to its end. */
export interface Life {
  /** `api-1`; also the instance id of its spans and its key at the model server. */
  name: string;
  service: "api" | "worker" | "embedded";
  /** Ended by SIGKILL, in the middle of a call. */
  killed: boolean;
  lines: LogLine[];
  /** What it wrote that is no line of the log, but for the one that says that it is ready. */
  strayOutput: string[];
  /** Its last scrape. */
  samples: Sample[];
}

export interface NovelEvent {
  novelId: string;
  seq: number;
  type: string;
  traceId: string;
  requestId: string;
  data: Readonly<Record<string, unknown>>;
}

/** What the API says of a novel at the end. */
export interface NovelAccount {
  id: string;
  title: string;
  status: string;
  traceId: string;
  events: NovelEvent[];
  metrics: {
    cost: { usd: number };
    tokens: { input: number; output: number };
    calls: { total: number; succeeded: number; failed: number; unknown: number };
  };
  /** Its waterfall; null where the API has none. */
  waterfall: { traceId: string; spans: { id: string; name: string }[] } | null;
}

/** What became of a request at the model server. */
export type Fate = "answered" | "rejected" | "refused" | "cut" | "left" | "hung";

/** A request as the model server knows it. */
export interface ModelCall {
  /** The process that sent it, by its key. */
  life: string;
  /** The novel that its prompt names. */
  title: string;
  fate: Fate;
  /** What the server says that it used; null where it said nothing and text had come. */
  usage: { input: number; output: number } | null;
  /** The context that the provider was told of. */
  traceparent: string | null;
}

/** What a watcher on a socket saw. */
export interface Watched {
  name: string;
  /** By process: connections that were made, subscriptions and pings that were acknowledged. */
  lives: Record<string, { connections: number; subscriptions: number; pings: number }>;
  /** Of each request that became one of its sockets, as its answer says: its id, and its trace. */
  handshakes: { requestId: string; traceId: string }[];
  /** Of each novel that it followed, in the order in which they came. */
  events: Record<string, NovelEvent[]>;
  faults: string[];
}

/** A span as it was exported. */
export interface ExportedSpan {
  life: string;
  traceId: string;
  spanId: string;
  parentSpanId: string | null;
  name: string;
  kind: "internal" | "server" | "client" | "producer" | "consumer";
  attributes: Readonly<Record<string, unknown>>;
  failed: boolean;
}

/** All that the sources say of one run. */
export interface Evidence {
  exchanges: Exchange[];
  lives: Life[];
  novels: NovelAccount[];
  modelCalls: ModelCall[];
  watched: Watched[];
  spans: ExportedSpan[];
  /** US dollars for a million tokens. */
  price: { input: number; output: number };
}
