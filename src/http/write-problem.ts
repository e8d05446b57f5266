import type { Problem, ProblemError } from "#/contract/problem.ts";
import { scrubWords } from "#/telemetry/scrub-words.ts";
import type { Scrubber } from "#/telemetry/scrub.ts";
import { problemKind } from "./problem-table.ts";

/**
 * An error as an answer: status, headers and the text of its problem details, whose words are scrubbed. A `status`
 * of its own is for what HTTP tells more finely than our codes.
 */
export function writeProblem(
  problem: ProblemError,
  {
    requestId,
    traceId,
    scrubber,
    status = problemKind(problem.code).status,
  }: { requestId: string; traceId: string; scrubber: Pick<Scrubber, "scrub">; status?: number },
): { status: number; headers: Record<string, string | number>; text: string } {
  const { title, headers } = problemKind(problem.code);
  const body: Problem = {
    type: `/problems/${problem.code}`,
    title,
    status,
    detail: scrubWords(scrubber, problem.message),
    code: problem.code,
    requestId,
    traceId,
  };
  if (problem.errors.length > 0)
    body.errors = problem.errors.map(({ path, message }) => ({
      path: scrubWords(scrubber, path),
      message: scrubWords(scrubber, message),
    }));
  const text = JSON.stringify(body);
  return {
    status,
    headers: {
      ...headers,
      "cache-control": "no-store",
      "content-type": "application/problem+json",
      "content-length": Buffer.byteLength(text),
    },
    text,
  };
}
