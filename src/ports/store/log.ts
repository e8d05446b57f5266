import type { EventPage } from "#/contract/event.ts";

/** The ordered log of each novel. Events are written by the changes that they tell of, never alone. */
export interface LogStore {
  /** Events with `seq > after`, in order, at most `limit`. Undefined when there is no such novel. */
  read(query: { novelId: string; after: number; limit: number }): Promise<EventPage | undefined>;
  /** The last `seq` of each of these novels; those that do not exist are left out. */
  heads(novelIds: readonly string[]): Promise<Map<string, number>>;
}
