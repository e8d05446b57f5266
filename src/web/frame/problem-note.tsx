import type { RequestError } from "#/web/server-api/request.ts";
import { plural } from "#/web/wording/format.ts";

/** A request that came to nothing, told at once to everybody, with the way to try again where there is one. */
export function ProblemNote({
  problem,
  again,
}: {
  problem: RequestError | null;
  again?: { label: string; run: () => void };
}) {
  return (
    <div role="alert">
      {problem !== null && (
        <p class="problem">
          {problem.message}
          {problem.retryAfterSeconds !== null && ` ${whenAgain(problem.retryAfterSeconds)}`}
        </p>
      )}
      {problem !== null && again !== undefined && (
        <button type="button" onClick={again.run}>
          {again.label}
        </button>
      )}
    </div>
  );
}

function whenAgain(seconds: number): string {
  return `Possible again in ${seconds < 90 ? plural(seconds, "second") : plural(Math.ceil(seconds / 60), "minute")}.`;
}
