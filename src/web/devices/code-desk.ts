import { batch, signal } from "@preact/signals";
import type { Me, RecoveryCode } from "#/contract/me.ts";
import type { NovelApi } from "#/web/server-api/novel-api.ts";
import { RequestError } from "#/web/server-api/request.ts";

/** Where recovery codes are made, and where it is known what this browser would lose. */
export function createCodeDesk(api: Pick<NovelApi, "me" | "list" | "makeRecoveryCode">) {
  /** When the code in force was made; null without one, undefined until the server has said. */
  const madeAt = signal<Me["recoveryCodeCreatedAt"] | undefined>();
  /** Whether this browser has novels of its own. */
  const hasNovels = signal(false);
  /** The code that was just made: it is nowhere else, and cannot be shown again. */
  const code = signal<RecoveryCode["code"] | null>(null);
  const problem = signal<RequestError | null>(null);
  const busy = signal(false);

  async function attempt(work: () => Promise<void>): Promise<void> {
    problem.value = null;
    try {
      await work();
    } catch (reason) {
      if (!(reason instanceof RequestError)) throw reason;
      problem.value = reason;
    }
  }

  return {
    madeAt,
    hasNovels,
    code,
    problem,
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

    async make(): Promise<void> {
      if (busy.value) return;
      busy.value = true;
      await attempt(async () => {
        const made = await api.makeRecoveryCode();
        batch(() => {
          code.value = made.code;
          madeAt.value = made.createdAt;
        });
      }).finally(() => (busy.value = false));
    },
  };
}

export type CodeDesk = ReturnType<typeof createCodeDesk>;
