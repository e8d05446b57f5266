/** How each kind of span is called, after the semantic conventions where they say: few names, never an id. */
export const spanNames = {
  /** A novel's own waterfall, from its submit to its end. */
  novel: "novel",
  /** What a novel waits for in its own waterfall: `wait pause` */
  wait: (reason: string) => `wait ${reason}`,
  /** A request, from its arrival to the end of its answer: `POST /api/novel` */
  request: (method: string, route: string) => `${method} ${route}`,
  /** A novel is handed to the queue, for its next step. */
  enqueue: "send novel",
  /** A worker takes a job: at most one step. */
  job: "process novel",
  /** One step of a novel, from claim to commit: `step chapter` */
  step: (stage: string) => `step ${stage}`,
  /** One attempt of a model call, under the span id that the ledger has: `chat gpt-4o-mini` */
  modelCall: (model: string) => `chat ${model}`,
  /** One operation of the Store: `store novels.claim` */
  storeOperation: (operation: string) => `store ${operation}`,
  /** A command to MongoDB, under the Store's operation: `find novels` */
  mongoCommand: (command: string, collection?: string) =>
    collection === undefined ? command : `${command} ${collection}`,
  /** A command to Redis, under what needs it: `evalsha` */
  redisCommand: (command: string) => command,
  /** A change's events are told to the other processes. */
  publish: "publish novel.event",
  /** A gateway sends an event to all of its sockets that follow the novel. */
  emit: "emit novel.event",
} as const;
