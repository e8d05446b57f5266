import {
  type Attributes,
  type HrTime,
  type Link,
  type SpanContext,
  type SpanKind,
  type SpanStatus,
  SpanStatusCode,
} from "@opentelemetry/api";
import type { ReadableSpan } from "@opentelemetry/sdk-trace";

/** What all spans of a process have in common, and where they go when they end. */
export interface SpanOrigin extends Pick<ReadableSpan, "resource" | "instrumentationScope"> {
  take(span: ReadableSpan): void;
}

/**
 * A span of a sampled trace, from its start on. It is written down in the form that exporters read, with
 * nothing to configure: OpenTelemetry's own checks limits, clocks and processors at each step, for several
 * times the cost. Attributes without a value are left out.
 */
export class RecordedSpan implements ReadableSpan {
  name: string;
  readonly kind: SpanKind;
  readonly context: SpanContext;
  readonly parentSpanContext: SpanContext;
  readonly attributes: Attributes = {};
  readonly links: Link[];
  readonly events: ReadableSpan["events"] = [];
  readonly startTime: HrTime;
  endTime: HrTime = [0, 0];
  duration: HrTime = [0, 0];
  status: SpanStatus = { code: SpanStatusCode.UNSET };
  ended = false;
  readonly resource: ReadableSpan["resource"];
  readonly instrumentationScope: ReadableSpan["instrumentationScope"];
  readonly droppedAttributesCount = 0;
  readonly droppedEventsCount = 0;
  readonly droppedLinksCount = 0;
  readonly #origin: SpanOrigin;
  /** By the monotonic clock: the wall clock may jump meanwhile. */
  readonly #startedAt = performance.now();

  constructor(
    origin: SpanOrigin,
    options: {
      name: string;
      kind: SpanKind;
      context: SpanContext;
      /** Undefined for a trace's first. */
      parent: SpanContext | undefined;
      attributes: Attributes | undefined;
      links: readonly Link[] | undefined;
    },
  ) {
    this.#origin = origin;
    this.resource = origin.resource;
    this.instrumentationScope = origin.instrumentationScope;
    this.name = options.name;
    this.kind = options.kind;
    this.context = options.context;
    // Its type knows no undefined: a first span has none.
    this.parentSpanContext = options.parent!;
    this.links = options.links === undefined ? [] : [...options.links];
    this.startTime = timeOf(Date.now());
    if (options.attributes !== undefined) this.setAttributes(options.attributes);
  }

  spanContext(): SpanContext {
    return this.context;
  }

  isRecording(): boolean {
    return !this.ended;
  }

  updateName(name: string): void {
    this.name = name;
  }

  setAttribute(key: string, value: Attributes[string]): void {
    if (value !== undefined) this.attributes[key] = value;
  }

  setAttributes(attributes: Attributes): void {
    for (const key in attributes) this.setAttribute(key, attributes[key]);
  }

  addEvent(name: string, attributes: Attributes): void {
    const time = addTimes(this.startTime, timeOf(performance.now() - this.#startedAt));
    this.events.push({ name, attributes, time });
  }

  addLinks(links: readonly Link[]): void {
    this.links.push(...links);
  }

  setStatus(status: SpanStatus): void {
    this.status = status;
  }

  /** Hands the span on, once. */
  end(): void {
    if (this.ended) return;
    this.ended = true;
    this.duration = timeOf(performance.now() - this.#startedAt);
    this.endTime = addTimes(this.startTime, this.duration);
    this.#origin.take(this);
  }
}

/** Milliseconds as seconds and nanoseconds. */
function timeOf(ms: number): HrTime {
  const seconds = Math.floor(ms / 1_000);
  return [seconds, Math.floor((ms - seconds * 1_000) * 1e6)];
}

function addTimes([seconds, nanoseconds]: HrTime, [more, moreNanoseconds]: HrTime): HrTime {
  const sum = nanoseconds + moreNanoseconds;
  return sum < 1e9 ? [seconds + more, sum] : [seconds + more + 1, sum - 1e9];
}
