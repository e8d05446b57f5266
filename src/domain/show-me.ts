import type { Me } from "#/contract/me.ts";
import type { Store } from "#/ports/store/store.ts";

/** What an owner is told of themselves. */
export async function showMe(store: Store, owner: string): Promise<Me> {
  const recovery = await store.accounts.recovery(owner);
  return { owner, recoveryCodeCreatedAt: recovery?.createdAt ?? null };
}
