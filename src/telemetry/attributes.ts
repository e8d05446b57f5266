/** Every attribute that we set ourselves; those of ours begin with `colophon.`, the others are the semantic conventions'. */
export const attribute = {
  serviceName: "service.name",
  serviceVersion: "service.version",
  deployment: "deployment.environment.name",
  errorType: "error.type",

  httpMethod: "http.request.method",
  httpRoute: "http.route",
  httpStatus: "http.response.status_code",
  urlPath: "url.path",
  urlScheme: "url.scheme",
  /** Whether the client left before the answer's end. */
  aborted: "colophon.aborted",
  requestId: "colophon.request_id",

  novelId: "colophon.novel_id",
  novelStatus: "colophon.novel_status",
  jobId: "colophon.job_id",
  /** `chapter-2` */
  step: "colophon.step",
  /** `chapter` */
  stage: "colophon.stage",
  epoch: "colophon.epoch",
  /** How a turn ended, and what became of a call. */
  outcome: "colophon.outcome",

  storeOperation: "colophon.store.operation",

  messagingSystem: "messaging.system",
  messagingOperation: "messaging.operation.type",
  messagingDestination: "messaging.destination.name",
  messagingMessageId: "messaging.message.id",
  messagingBatchCount: "messaging.batch.message_count",
  /** The types of the events that are published or sent on, in order. */
  eventTypes: "colophon.event.types",
  /** The subscriptions that an event was sent to. */
  subscriptions: "colophon.subscriptions",

  operation: "gen_ai.operation.name",
  provider: "gen_ai.provider.name",
  requestModel: "gen_ai.request.model",
  maxTokens: "gen_ai.request.max_tokens",
  temperature: "gen_ai.request.temperature",
  outputType: "gen_ai.output.type",
  responseModel: "gen_ai.response.model",
  finishReasons: "gen_ai.response.finish_reasons",
  inputTokens: "gen_ai.usage.input_tokens",
  outputTokens: "gen_ai.usage.output_tokens",
  inputMessages: "gen_ai.input.messages",
  outputMessages: "gen_ai.output.messages",
  purpose: "colophon.prompt.purpose",
  promptVersion: "colophon.prompt.version",
  /** The versions that a step keeps to: `draft-scene@1` and others. */
  promptPins: "colophon.prompt.pins",
  attempt: "colophon.attempt",
  chapter: "colophon.chapter",
  costUsd: "colophon.cost_usd",
  firstTokenSeconds: "colophon.time_to_first_token",
} as const;
