/** How each kind of span is called, after the semantic conventions where they say: few names, never an id. */
export const spanNames = {
  /** A novel's own waterfall, from its submit to its end. */
  novel: "novel",
  /** What a novel waits for in its own waterfall: `wait pause` */
  wait: (reason: string) => `wait ${reason}`,
  /** `POST /api/novel` */
  request: (method: string, route: string) => `${method} ${route}`,
  enqueue: "send novel",
  job: "process novel",
  /** `step chapter` */
  step: (stage: string) => `step ${stage}`,
  /** `chat gpt-4o-mini` */
  modelCall: (model: string) => `chat ${model}`,
  /** `store novels.claim` */
  storeOperation: (operation: string) => `store ${operation}`,
  publish: "publish novel.event",
  emit: "emit novel.event",
} as const;
