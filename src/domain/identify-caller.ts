import { createHmac, hash, timingSafeEqual } from "node:crypto";
import type { SessionName } from "#/ports/store/accounts.ts";

/** The cookie that names an owner, and nothing else. */
export const sessionCookie = "colophon_session";

const day = 86_400;

/** How long a session lives without a visit, in seconds; the longest that browsers keep a cookie. */
export const sessionSeconds = 400 * day;

const first = "first";

// `v1.<owner>.<issued at>.<HMAC-SHA256, 43 characters of base64url>` is the first session, also of earlier
// releases; `v2.<owner>.<issued at>.<epoch>.<id>.<HMAC-SHA256>` any other.
const shape =
  /^(v[12]\.([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\.(\d{1,12})(?:\.(\d{1,9})\.([0-9a-f-]{36}))?)\.([\w-]{43})$/;
const longest = 160;

export interface Session extends SessionName {
  /** Whether the cookie should be sent again: it is older than a day, or an older secret signed it. */
  stale: boolean;
  /** Which secret signed it: its `signerOf`. */
  signer: string;
}

/**
 * Reads a session token. Undefined for one that is malformed, forged or expired. All `secrets` are
 * accepted; `now` is in Unix seconds.
 */
export function readSession(
  token: string,
  { secrets, now }: { secrets: readonly string[]; now: number },
): Session | undefined {
  const [, signed, owner, issuedAt, epoch = 0, id = first, signature] =
    (token.length <= longest && shape.exec(token)) || [];
  if (signed === undefined || owner === undefined || signature === undefined) return undefined;
  const age = now - Number(issuedAt);
  if (age > sessionSeconds) return undefined;
  const given = Buffer.from(signature);
  const signer = secrets.find((secret) => timingSafeEqual(sign(signed, secret), given));
  if (signer === undefined) return undefined;
  const stale = signer !== secrets[0] || age > day;
  return { owner, id, epoch: Number(epoch), stale, signer: signerOf(signer) };
}

/** A digest that tells a secret from others, and that may be kept for as long as a socket is open. */
export function signerOf(secret: string): string {
  return hash("sha256", `signer ${secret}`);
}

/** The session that an owner begins with; those that earlier releases made cannot be told from it. */
export function firstSession(owner: string): SessionName {
  return { owner, id: first, epoch: 0 };
}

/** Whether a session is the one that an owner begins with. */
export function isFirst({ id }: Pick<SessionName, "id">): boolean {
  return id === first;
}

/** Makes the token that `readSession` reads; `now` is in Unix seconds. */
export function writeSession(
  session: SessionName,
  { secret, now }: { secret: string; now: number },
): string {
  const { owner, id, epoch } = session;
  const signed = isFirst(session) ? `v1.${owner}.${now}` : `v2.${owner}.${now}.${epoch}.${id}`;
  return `${signed}.${sign(signed, secret).toString()}`;
}

/**
 * The owner of a novel that is asked for without a session but with an idempotency key: the same
 * for every copy of the request, so that a hundred copies make one novel. Shaped like a UUID (v8).
 */
export function deriveOwner(
  secret: string,
  request: { address: string; idempotencyKey: string; bodyHash: string },
): string {
  const { address, idempotencyKey, bodyHash } = request;
  const hex = createHmac("sha256", secret)
    .update(JSON.stringify(["owner", address, idempotencyKey, bodyHash]))
    .digest("hex");
  const variant = "89ab".charAt(Number.parseInt(hex.charAt(16), 16) % 4);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    variant + hex.slice(17, 20),
    hex.slice(20, 32),
  ].join("-");
}

// As text: base64url has spellings that decode alike, and only one of them is ours.
function sign(signed: string, secret: string): Buffer {
  return Buffer.from(createHmac("sha256", secret).update(signed).digest("base64url"));
}
