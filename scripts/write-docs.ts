import { mkdirSync, writeFileSync } from "node:fs";
import { environmentReference, referenceFile } from "./environment-reference.ts";
import { licenceList, licenceListFile } from "./licence-list.ts";
import { logReference, logReferenceFile } from "./log-reference.ts";
import { logSamples, logSamplesFile } from "./log-samples.ts";
import { metricsReference, metricsReferenceFile } from "./metrics-reference.ts";
import { securityHeadersFile, securityHeadersReference } from "./security-headers-reference.ts";
import { spanReference, spanReferenceFile } from "./span-reference.ts";

// Everything in docs/ that is generated.
mkdirSync("docs/ops", { recursive: true });
writeFileSync(referenceFile, environmentReference());
writeFileSync(licenceListFile, licenceList());
writeFileSync(logReferenceFile, logReference());
writeFileSync(metricsReferenceFile, metricsReference());
writeFileSync(securityHeadersFile, securityHeadersReference());
writeFileSync(spanReferenceFile, spanReference());
writeFileSync(logSamplesFile, await logSamples());
