import { createHash, randomBytes } from "node:crypto";
import { ProblemError } from "#/contract/problem.ts";
import type { Clock } from "#/ports/clock.ts";
import type { Store } from "#/ports/store/store.ts";

// Crockford's base32: nothing in it is taken for something else when it is read or typed.
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const length = 28;

/**
 * Makes an owner's recovery code: 140 random bits as `XXXX-XXXX-…`, seven groups of four. Only its hash
 * is kept, and the code before it is good for nothing from then on.
 */
export async function issueRecoveryCode(
  { store, clock }: { store: Store; clock: Clock },
  owner: string,
): Promise<{ code: string; createdAt: string }> {
  // The alphabet has 32 letters, so that five bits of a byte choose one evenly.
  const letters = Array.from(randomBytes(length), (byte) => alphabet.charAt(byte & 31));
  const code = letters.join("").replaceAll(/.{4}(?=.)/g, "$&-");
  const createdAt = clock.now();
  await store.accounts.setRecovery(owner, { hash: hashOf(code), createdAt });
  return { code, createdAt };
}

/**
 * The owner whose code this is, however it was typed: small letters, other gaps, O for 0, I or L for 1.
 * Throws `unauthorized` alike for any that is nobody's.
 */
export async function recoverOwner(store: Store, code: string): Promise<string> {
  const owner = await store.accounts.ownerByRecovery(hashOf(code));
  if (owner === undefined)
    throw new ProblemError(
      "unauthorized",
      "This recovery code is not known. It may have been mistyped, or replaced by a newer one.",
    );
  return owner;
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
