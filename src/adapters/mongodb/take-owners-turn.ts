import type { ClientSession, Collection } from "mongodb";
import type { OwnerDocument } from "./collections.ts";
import { isDuplicate, WriteConflict } from "./store-error.ts";

/**
 * Writes the owner's document in a transaction that decides by what the owner has: of two such
 * transactions at once one runs again, and sees what the other did.
 */
export async function takeOwnersTurn(
  owners: Collection<OwnerDocument>,
  owner: string,
  session: ClientSession,
): Promise<void> {
  try {
    await owners.updateOne({ _id: owner }, { $inc: { turns: 1 } }, { session, upsert: true });
  } catch (error) {
    // Both were the owner's first.
    throw isDuplicate(error) ? new WriteConflict("two first turns", { cause: error }) : error;
  }
}
