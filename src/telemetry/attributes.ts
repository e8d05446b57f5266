/** Every attribute that we set ourselves; those of ours begin with `colophon.`, the others are the semantic conventions'. */
export const attribute = {
  /** `colophon-api`, `colophon-worker` or `colophon-embedded`, unless `OTEL_SERVICE_NAME` says another. */
  serviceName: "service.name",
  /** The release that runs. */
  serviceVersion: "service.version",
  /** `development`, `staging` or `production` */
  deployment: "deployment.environment.name",
  /** What went wrong: a status, the class of an error, or the kind of a model's failure. */
  errorType: "error.type",

  /** `GET` */
  httpMethod: "http.request.method",
  /** The pattern of the route that answered: `/api/novel/:id` */
  httpRoute: "http.route",
  /** Of the answer; 499 where the caller left before there was one. */
  httpStatus: "http.response.status_code",
  /** What was asked for, without its query. */
  urlPath: "url.path",
  /** `https`, also behind a trusted proxy that says so. */
  urlScheme: "url.scheme",
  /** Whether the client left before the answer's end. */
  aborted: "colophon.aborted",
  /** The `x-request-id` of the request. */
  requestId: "colophon.request_id",

  /** The novel that is worked on, or was asked for by its owner. */
  novelId: "colophon.novel_id",
  /** Where it stands, on the span of its own waterfall: `writing` */
  novelStatus: "colophon.novel_status",
  /** The queue's job: `novel-<id>-<wake>` */
  jobId: "colophon.job_id",
  /** `chapter-2` */
  step: "colophon.step",
  /** What the step or the call is for: `analysis`, `outline` or `chapter` */
  stage: "colophon.stage",
  /** How often the novel has been claimed: tells one worker's turn from the next. */
  epoch: "colophon.epoch",
  /** How a turn ended, and what became of a call. */
  outcome: "colophon.outcome",

  /** `novels.claim` */
  storeOperation: "colophon.store.operation",

  /** `mongodb` or `redis` */
  dbSystem: "db.system.name",
  /** The database that was asked. */
  dbNamespace: "db.namespace",
  /** The command: `find` or `evalsha` */
  dbOperation: "db.operation.name",
  /** The collection, where a command is about one. */
  dbCollection: "db.collection.name",
  /** A command's shape: with `?` for every value, or with how many arguments it has. */
  dbQuery: "db.query.text",
  /** Of the server that was asked. */
  serverAddress: "server.address",
  /** Of the server that was asked. */
  serverPort: "server.port",

  /** `bullmq`, `redis` or `memory` */
  messagingSystem: "messaging.system",
  /** `send` or `process` */
  messagingOperation: "messaging.operation.type",
  /** The queue or the channel. */
  messagingDestination: "messaging.destination.name",
  /** The job's id. */
  messagingMessageId: "messaging.message.id",
  /** How many events go together. */
  messagingBatchCount: "messaging.batch.message_count",
  /** The types of the events that are published or sent on, in order. */
  eventTypes: "colophon.event.types",
  /** The subscriptions that an event was sent to. */
  subscriptions: "colophon.subscriptions",

  /** `chat` */
  operation: "gen_ai.operation.name",
  /** `openai`: the interface, whoever answers. */
  provider: "gen_ai.provider.name",
  /** The model that was asked. */
  requestModel: "gen_ai.request.model",
  /** The bound of the answer, in tokens. */
  maxTokens: "gen_ai.request.max_tokens",
  /** What was asked for, where anything was. */
  temperature: "gen_ai.request.temperature",
  /** Always: answers come piece by piece. */
  requestStream: "gen_ai.request.stream",
  /** `text` or `json` */
  outputType: "gen_ai.output.type",
  /** The model that says it answered. */
  responseModel: "gen_ai.response.model",
  /** Why the answer ended: `stop`, or the provider's own word. */
  finishReasons: "gen_ai.response.finish_reasons",
  /** Seconds from the request to the first piece of the answer. */
  firstChunkSeconds: "gen_ai.response.time_to_first_chunk",
  /** Of the prompt, as charged. */
  inputTokens: "gen_ai.usage.input_tokens",
  /** Of the answer, as charged. */
  outputTokens: "gen_ai.usage.output_tokens",
  /** The prompt, only where the environment asks for it. */
  inputMessages: "gen_ai.input.messages",
  /** The answer, likewise. */
  outputMessages: "gen_ai.output.messages",
  /** What the prompt asks for: `draft-scene` */
  purpose: "colophon.prompt.purpose",
  /** The prompt and its version: `draft-scene@1` */
  promptVersion: "colophon.prompt.version",
  /** The versions that a step keeps to: `draft-scene@1` and others. */
  promptPins: "colophon.prompt.pins",
  /** Which attempt of the same call it is, from 1. */
  attempt: "colophon.attempt",
  /** The number of the chapter that the call works for. */
  chapter: "colophon.chapter",
  /** What the call cost, in US dollars, as the ledger has it. */
  costUsd: "colophon.cost_usd",
} as const;
