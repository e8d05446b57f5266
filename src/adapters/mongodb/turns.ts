/** Lets work that would only be in each other's way take turns: first come, first served, by name. */
export interface Turns {
  /** Runs `work` when all work that came before it under this name has ended. */
  take<Result>(name: string, work: () => Promise<Result>): Promise<Result>;
}

/** When work fails with an error that `concernsAll`, what waits under its name fails with it. */
export function createTurns(concernsAll: (error: unknown) => boolean): Turns {
  const last = new Map<string, Promise<unknown>>();
  return {
    async take(name, work) {
      const before = last.get(name) ?? Promise.resolve();
      const turn = before.then(work, (error: unknown) => {
        if (concernsAll(error)) throw error;
        return work();
      });
      last.set(name, turn);
      try {
        return await turn;
      } finally {
        if (last.get(name) === turn) last.delete(name);
      }
    },
  };
}
