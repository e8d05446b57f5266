import { type LookupAddress, lookup } from "node:dns";
import type { LookupFunction } from "node:net";
import { ModelError } from "#/ports/language-model.ts";

/**
 * A `fetch` that connects to no host whose name leads to an address that `mayReach` refuses. Names are looked
 * up for each connection, and that very answer is used, so that no later one can lead elsewhere. A host that is an
 * address has no name to look up: whoever configures it checks it. Fails with a cause that is
 * `ModelError("unavailable")`: an entry of a DNS can be mended.
 */
export function createGuardedFetch(
  mayReach: (address: string) => boolean,
  resolve: LookupFunction = lookup,
): typeof fetch {
  let loaded: Promise<typeof fetch> | undefined;
  const load = async () => {
    // Not loaded before a model is asked; its own `fetch` since Node's is made for another agent.
    const undici = await import("undici");
    const dispatcher = new undici.Agent({ connect: { lookup: guardLookup(mayReach, resolve) } });
    return ((input: string, init: object) =>
      undici.fetch(input, { ...init, dispatcher })) as unknown as typeof fetch;
  };
  return async (input, init) => (await (loaded ??= load()))(input, init);
}

function guardLookup(
  mayReach: (address: string) => boolean,
  resolve: LookupFunction,
): LookupFunction {
  return (hostname, options, done) => {
    resolve(hostname, options, (error, found, family) => {
      const addresses: LookupAddress[] | string = found;
      const all =
        typeof addresses === "string" ? [addresses] : addresses.map((each) => each.address);
      if (error !== null || all.every(mayReach)) done(error, found, family);
      else done(misled(hostname), "", 0);
    });
  };
}

function misled(hostname: string): ModelError {
  return new ModelError(
    "unavailable",
    `the model's server is not asked: ${hostname} leads to a link-local address, where clouds answer their machines; mend its entry in the DNS, or name another server in OPENAI_BASE_URL or AI_MODEL_OVERRIDES`,
  );
}
