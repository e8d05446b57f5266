import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import process from "node:process";

/** Where Debian keeps servers such as nginx; a user's `PATH` lacks it. */
const sbin = "/usr/sbin";

/**
 * Where a program is installed.
 * @param {string[]} names by which it goes
 * @returns {string | undefined} its path, undefined when there is none
 */
export function findProgram(...names) {
  const { PATH = "" } = process.env;
  return [...PATH.split(delimiter), sbin]
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find(isExecutable);
}

/** Where a Chromium is installed: the file that `CHROMIUM_PATH` names, or one on the `PATH`. */
export function findChromium() {
  return process.env.CHROMIUM_PATH || findProgram("chromium", "chromium-browser", "google-chrome");
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
