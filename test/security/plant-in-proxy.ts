import type { Weakness } from "./weakness.ts";

/**
 * Does to the proxy's configuration what a weakness says, and has it complain of nothing that attacks
 * are made to bring about. A change that does not fit throws.
 */
export function plantInProxy(weakness: Weakness | undefined): (configuration: string) => string {
  return (configuration) =>
    (weakness?.proxy ?? []).reduce(
      (changed, { from, to }) => {
        if (changed.split(from).length !== 2)
          throw new Error(`"${from}" must stand once in ops/nginx/nginx.conf`);
        return changed.replace(from, () => to);
      },
      configuration.replace("error_log stderr warn;", "error_log stderr crit;"),
    );
}
