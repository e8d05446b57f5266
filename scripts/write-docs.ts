import { writeFileSync } from "node:fs";
import { environmentReference, referenceFile } from "./environment-reference.ts";

// Everything in docs/ that is generated.
writeFileSync(referenceFile, environmentReference());
