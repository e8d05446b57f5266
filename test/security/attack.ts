import type { Limits, Target } from "./target.ts";
import type { Verdict } from "./verdict.ts";

/** What an attack has to work with. */
export interface Field {
  target: Target;
  /** What was seen is told here. */
  verdict: Verdict;
  /** Repeats whatever is chosen at random. */
  seed: number;
  /** Whether there is all the time it takes, or only what every test run can spare. */
  full: boolean;
}

/** One idea of how to do harm. */
export interface Attack {
  /** By which it is asked for: `--only`. */
  name: string;
  /** What must hold, however it goes. */
  promise: string;
  /** What is tried, for the report. */
  tries: string;
  /** The limits of the instance that it needs: those that everybody has, or none in the way. */
  limits: Limits;
  /** Whether several processes could fail where one holds: then it is tried on them too. */
  scaled?: boolean;
  run(field: Field): Promise<void>;
}
