import { batch, signal } from "@preact/signals";
import { RequestError } from "#/web/server-api/request.ts";

/** A field that is saved by itself; `path` is its name in the server's problems. */
export function createFieldEdit(deps: {
  path: string;
  check: (text: string) => string | undefined;
  send: (text: string) => Promise<void>;
}) {
  const { path, check, send } = deps;
  /** Null as long as nothing is typed: then the field shows what is in force. */
  const typed = signal<string | null>(null);
  const error = signal<string | undefined>();
  /** What went wrong, where it is not the field. */
  const problem = signal<RequestError | null>(null);
  const busy = signal(false);
  const saved = signal(false);
  /** How often saving was in vain: there is something to look at. */
  const refusals = signal(0);

  function refuse(wrong: string | undefined, other: RequestError | null): void {
    batch(() => {
      error.value = wrong;
      problem.value = other;
      refusals.value += 1;
    });
  }

  return {
    typed,
    error,
    problem,
    busy,
    saved,
    refusals,

    type(text: string): void {
      typed.value = text;
      saved.value = false;
      if (error.value !== undefined) error.value = check(text);
    },

    /** Sends what the field shows, once at a time; resolves with whether the server has taken it. */
    async save(text: string): Promise<boolean> {
      if (busy.value) return false;
      const wrong = check(text);
      if (wrong !== undefined) {
        refuse(wrong, null);
        return false;
      }
      busy.value = true;
      problem.value = null;
      try {
        await send(text);
        typed.value = null;
        error.value = undefined;
        saved.value = true;
        return true;
      } catch (reason) {
        if (!(reason instanceof RequestError)) throw reason;
        const atField = reason.errors.find((fault) => fault.path === path)?.message;
        refuse(atField, atField === undefined ? reason : null);
        return false;
      } finally {
        busy.value = false;
      }
    },
  };
}
