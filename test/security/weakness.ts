import type { Substitution } from "#test/faults/change-modules.ts";

/** A bug in the product or its proxy that an attack has to find. */
export interface Weakness {
  /** The attack's name. */
  foundBy: string;
  /** What stands in the evidence when it was found, and not something else by accident. */
  seen: string;
  changes?: readonly Substitution[];
  /** Whether it takes all the time there is to be seen. */
  full?: boolean;
  /** Whether it is one of several processes together. */
  scaled?: boolean;
  /** Done to nginx's configuration. */
  proxy?: readonly { from: string; to: string }[];
}

type Found = Pick<Weakness, "foundBy" | "seen">;

/** One that is a single change of a module. */
export const weakness = (found: Found, module: string, from: string, to: string): Weakness => ({
  ...found,
  changes: [{ module, from, to }],
});
