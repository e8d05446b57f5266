/** How a turn ended; bounded, for the metric. `lost`: its worker was gone, or its lease was broken. */
export type TurnOutcome =
  | "committed"
  | "changed"
  | "delayed"
  | "crashed"
  | "left"
  | "paused"
  | "failed"
  | "stopped"
  | "lost";

/** One worker's turn at a step, from its claim to its lease's end. A novel's epoch tells one from the next. */
export interface StepTurn {
  novelId: string;
  step: string;
  epoch: number;
  /** The queue's job that led to it. */
  jobId: string;
  spanId: string;
  /** The prompt versions that the step keeps to, by purpose. */
  pins: Record<string, number>;
  startedAt: string;
  /** Null while it lasts, as is its outcome. */
  endedAt: string | null;
  outcome: TurnOutcome | null;
}

/** What a claim is told of the turn that begins with it. */
export type TurnStart = Pick<StepTurn, "jobId" | "spanId" | "startedAt">;

export interface TurnEnd {
  at: string;
  outcome: TurnOutcome;
}
