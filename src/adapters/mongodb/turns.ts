/** Lets work that would only be in each other's way take turns: first come, first served, by name. */
export interface Turns {
  /** Runs `work` when all work that came before it under this name has ended, well or not. */
  take<Result>(name: string, work: () => Promise<Result>): Promise<Result>;
}

export function createTurns(): Turns {
  const last = new Map<string, Promise<unknown>>();
  return {
    async take(name, work) {
      const turn = (last.get(name) ?? Promise.resolve()).then(work);
      const ended = turn.catch(() => {});
      last.set(name, ended);
      try {
        return await turn;
      } finally {
        if (last.get(name) === ended) last.delete(name);
      }
    },
  };
}
