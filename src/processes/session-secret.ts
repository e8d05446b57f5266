import { randomBytes } from "node:crypto";
import {
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";

/** A shorter one is what a full disk or a kill left of it, and could be guessed. */
const minLength = 32;

/**
 * The secret that signs session cookies where none is configured: made at the first start and kept
 * in `DATA_DIR` (readable by its owner only), so that visitors keep their novels over restarts. Needs
 * the data directory's lock: two first starts at once would each make one.
 */
export function keptSessionSecret(dataDir: string): string {
  const file = join(dataDir, "session-secret");
  const kept = readKept(file);
  if (kept.length >= minLength) return kept;
  const secret = randomBytes(32).toString("base64url");
  writeWhole(file, secret);
  return secret;
}

function readKept(file: string): string {
  try {
    return readFileSync(file, "utf8").trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    return "";
  }
}

/** Under its name, the file is there whole or not at all. */
function writeWhole(file: string, text: string): void {
  const fresh = `${file}.new`;
  // An older one keeps its mode, which may be anything.
  rmSync(fresh, { force: true });
  const descriptor = openSync(fresh, "wx", 0o600);
  try {
    writeFileSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(fresh, file);
}
