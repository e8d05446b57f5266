import { createHash, randomBytes } from "node:crypto";
import { ProblemError } from "#/contract/problem.ts";
import type { Clock } from "#/ports/clock.ts";
import type { Ids } from "#/ports/ids.ts";
import type { Recovery, SessionName } from "#/ports/store/accounts.ts";
import type { Store } from "#/ports/store/store.ts";

// Crockford's base32: nothing in it is taken for something else when it is read or typed.
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const length = 28;

/** A new recovery code: 140 random bits as `XXXX-XXXX-…`, seven groups of four, and what is kept of it. */
export function createRecoveryCode(clock: Clock): { code: string; recovery: Recovery } {
  // The alphabet has 32 letters, so that five bits of a byte choose one evenly.
  const letters = Array.from(randomBytes(length), (byte) => alphabet.charAt(byte & 31));
  const code = letters.join("").replaceAll(/.{4}(?=.)/g, "$&-");
  return { code, recovery: { hash: hashOf(code), createdAt: clock.now() } };
}

/**
 * A new session of the owner whose code this is, however it was typed: small letters, other gaps, O for 0,
 * I or L for 1. Throws `unauthorized` alike for any that is nobody's.
 */
export async function recoverOwner(
  { store, ids }: { store: Store; ids: Pick<Ids, "uuid"> },
  code: string,
): Promise<SessionName> {
  const found = await store.accounts.ownerByRecovery(hashOf(code));
  if (found === undefined)
    throw new ProblemError(
      "unauthorized",
      "This recovery code is not known. It may have been mistyped, or replaced by a newer one.",
    );
  return { ...found, id: ids.uuid() };
}

/**
 * One round of SHA-256 is enough for 140 random bits, which nobody can try out; slow hashes are for what
 * people choose. What a look-up by hash tells by its time is of the hash, which no guess can steer.
 */
function hashOf(code: string): string {
  const plain = code
    .toUpperCase()
    .replaceAll(/[\s-]/g, "")
    .replaceAll("O", "0")
    .replaceAll(/[IL]/g, "1");
  return createHash("sha256").update(plain).digest("hex");
}
