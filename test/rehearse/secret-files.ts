import { mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The files of secrets that all processes of a rehearsal read, as an operator keeps them. */
export class SecretFiles {
  readonly #dir = mkdtempSync(join(tmpdir(), "colophon-secrets-"));
  readonly #names = new Set<string>();

  /** Writes a variable's file whole: beside it, then over it. */
  write(name: string, text: string): void {
    const file = join(this.#dir, name);
    writeFileSync(`${file}.new`, `${text}\n`, { mode: 0o600 });
    renameSync(`${file}.new`, file);
    this.#names.add(name);
  }

  /** The variables that lead to them. */
  get env(): Record<string, string> {
    return Object.fromEntries(
      [...this.#names].map((name) => [`${name}_FILE`, join(this.#dir, name)]),
    );
  }

  remove(): void {
    rmSync(this.#dir, { recursive: true });
  }
}
