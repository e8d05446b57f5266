import { batch, signal } from "@preact/signals";
import type { Me, RecoveryCode } from "#/contract/me.ts";
import type { NovelApi } from "#/web/server-api/novel-api.ts";
import { RequestError } from "#/web/server-api/request.ts";

/** Where recovery codes are made, and where it is known what this browser would lose. */
export function createCodeDesk(
  api: Pick<NovelApi, "me" | "list" | "makeRecoveryCode" | "signOut" | "signOutOthers">,
) {
  /** When the code in force was made; null without one, undefined until the server has said. */
  const madeAt = signal<Me["recoveryCodeCreatedAt"] | undefined>();
  /** Whether this browser has novels of its own. */
  const hasNovels = signal(false);
  /** The code that was just made: it is nowhere else, and cannot be shown again. */
  const code = signal<RecoveryCode["code"] | null>(null);
  const problem = signal<RequestError | null>(null);
  /** What went wrong with signing out, others or here: it is told where that is asked for. */
  const othersProblem = signal<RequestError | null>(null);
  const hereProblem = signal<RequestError | null>(null);
  /** Whether every other browser was signed out just now. */
  const alone = signal(false);
  const busy = signal(false);

  /** Whether it was done; where not, `told` says why. */
  async function attempt(work: () => Promise<void>, told = problem): Promise<boolean> {
    told.value = null;
    try {
      await work();
      return true;
    } catch (reason) {
      if (!(reason instanceof RequestError)) throw reason;
      told.value = reason;
      return false;
    }
  }

  /** The same, unless something is being done already. */
  async function attemptAlone(work: () => Promise<void>, told = problem): Promise<boolean> {
    if (busy.value) return false;
    busy.value = true;
    return attempt(work, told).finally(() => (busy.value = false));
  }

  function show(made: RecoveryCode): void {
    batch(() => {
      code.value = made.code;
      madeAt.value = made.createdAt;
    });
  }

  return {
    madeAt,
    hasNovels,
    code,
    problem,
    othersProblem,
    hereProblem,
    alone,
    busy,

    look: () =>
      attempt(async () => {
        const me = await api.me();
        const { items } = await api.list();
        batch(() => {
          if (code.value === null) madeAt.value = me.recoveryCodeCreatedAt;
          hasNovels.value = items.length > 0;
        });
      }),

    make: () => attemptAlone(async () => show(await api.makeRecoveryCode())),

    /** Signs every other browser out, and shows the code that replaces what they may know. */
    signOutOthers: () =>
      attemptAlone(async () => {
        show(await api.signOutOthers());
        alone.value = true;
      }, othersProblem),

    /** Signs this browser out; resolves with whether it is. */
    signOut: () => attemptAlone(() => api.signOut(), hereProblem),
  };
}

export type CodeDesk = ReturnType<typeof createCodeDesk>;
