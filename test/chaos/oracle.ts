import type { ReceivedRequest } from "#test/faults/model-server.ts";

/**
 * The name that a novel has in the oracle's log: its title, which stands in every prompt.
 */
export const titleOf = (seed: number, part: string, number: number): string =>
  `Chaos ${seed} ${part} ${number} End`;

/** Which novel a request was made for; undefined when it cannot be told. */
export function novelOf({ body }: Pick<ReceivedRequest, "body">): string | undefined {
  return /Chaos \d+ [\w-]+ \d+ End/.exec(body)?.[0];
}

/** What the oracle's log says of one novel. */
export interface Account {
  requests: number;
  /** Different requests: what would have been sent had nothing happened. */
  distinct: number;
  /** Requests for an answer that had surely been recorded before. */
  repeated: string[];
}

/**
 * Reads the log of one novel's requests, in order of arrival. A novel's calls follow each other: one
 * that was followed by another in the same life of the process had been recorded; only the last of
 * a life may be asked for again.
 */
export function accountOf(requests: readonly ReceivedRequest[]): Account {
  const recorded = new Set<string>();
  const repeated: string[] = [];
  for (const [index, { body, key, schema }] of requests.entries()) {
    const before = requests[index - 1];
    if (before?.key === key) recorded.add(before.body);
    if (recorded.has(body)) repeated.push(`${schema ?? "prose"} in ${key}`);
  }
  const distinct = new Set(requests.map(({ body }) => body)).size;
  return { requests: requests.length, distinct, repeated };
}
