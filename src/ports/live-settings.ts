import type { LogLevel } from "#/contract/log-levels.ts";
import type { RateLimit, RateLimitName } from "#/contract/rate-limit.ts";

/** What operators can change while processes run. */
export interface Settings {
  logLevel: LogLevel;
  /** Of new traces; null where this process makes no spans. */
  traceSampleRatio: number | null;
  /** Whether workers claim no novel. */
  queuePaused: boolean;
  /** What all calls of a day may cost together; null without a limit. */
  budgetUsdPerDay: number | null;
  rateLimits: Readonly<Record<RateLimitName, RateLimit>>;
}

/** The settings that are in force in this process: ask at each use, and keep nothing of the answer. */
export interface LiveSettings {
  now(): Settings;
  /** What they would be if operators had set nothing. */
  environment: Settings;
  /** Puts in force what the Store has. Rejects when it cannot be read; what was in force stays so. */
  refresh(): Promise<void>;
  /** Tells `listener` of the settings, now and whenever they change. */
  follow(listener: (settings: Settings) => void): void;
}
