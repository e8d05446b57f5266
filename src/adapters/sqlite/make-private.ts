import { closeSync, existsSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Makes a database file, and its directory, if missing, so that nobody else reads it, whatever the
 * umask; SQLite gives its other files the same mode.
 */
export function makePrivate(file: string): void {
  makeDirectory(dirname(file));
  // Never opens an existing file: closing it would drop the locks that this process has on it.
  unlessThere(file, () => {
    closeSync(openSync(file, "wx", 0o600));
  });
}

// Node's own recursive `mkdir` never ends where there is a parent that takes no directories (/proc).
function makeDirectory(directory: string): void {
  if (existsSync(directory)) return;
  makeDirectory(dirname(directory));
  unlessThere(directory, () => {
    mkdirSync(directory, { mode: 0o700 });
  });
}

/** Somebody else may make it at the same moment. */
function unlessThere(path: string, make: () => void): void {
  try {
    make();
  } catch (error) {
    if (!existsSync(path)) throw error;
  }
}
