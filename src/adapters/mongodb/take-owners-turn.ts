import type { ClientSession, Collection } from "mongodb";
import type { OwnerDocument } from "./collections.ts";

/**
 * Writes the owner's document in a transaction that decides by what the owner has: of two such
 * transactions at once one conflicts, runs again, and sees what the other did.
 */
export async function takeOwnersTurn(
  owners: Collection<OwnerDocument>,
  owner: string,
  session: ClientSession,
): Promise<void> {
  await owners.updateOne({ _id: owner }, { $inc: { turns: 1 } }, { session, upsert: true });
}
