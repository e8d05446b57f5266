import { execFileSync } from "node:child_process";
import { productionPackages } from "./licence-list.ts";

interface Bom {
  metadata: { component: { name: string } };
  components: { "bom-ref": string; name: string; version: string }[];
  dependencies: { ref: string; dependsOn: string[] }[];
}

// `npm run --silent sbom`: what production is made of, as CycloneDX. npm's own `--omit dev` leaves out what
// development uses too (11.19 leaves out zod), so that all is asked for and the rest is taken out here.
const command = ["sbom", "--sbom-format", "cyclonedx", "--sbom-type", "application"];
const printed = execFileSync("npm", [...command, "--package-lock-only"], {
  encoding: "utf8",
  maxBuffer: 16_000_000,
});
const { components, dependencies, ...head } = JSON.parse(printed) as Bom;
// npm takes the folder's name for the package's.
head.metadata.component.name = "colophon";
const production = new Set(productionPackages().map(({ name, version }) => `${name}@${version}`));
const kept = components.filter(({ name, version }) => production.has(`${name}@${version}`));
const known = new Set(kept.map((component) => component["bom-ref"]));
const isKnown = (ref: string) =>
  known.has(ref) || !components.some((one) => one["bom-ref"] === ref);
const links = dependencies
  .filter(({ ref }) => isKnown(ref))
  .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter(isKnown) }));
console.log(JSON.stringify({ ...head, components: kept, dependencies: links }, null, 2));
