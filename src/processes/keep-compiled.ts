import { enableCompileCache } from "node:module";
import { join } from "node:path";

/**
 * Keeps what Node makes of the program's modules, so that the next start need not strip types and
 * compile again. Has to come before the modules are imported. The folder is one that whoever installed
 * the program can write to, and nobody else; where it cannot be written nothing is kept, and no harm done.
 */
export function keepCompiled(): void {
  enableCompileCache(join(import.meta.dirname, "../../node_modules/.cache/colophon-compiled"));
}
