import type { ProblemError } from "#/contract/problem.ts";

/** A problem's sentence with what is behind it: `The store cannot be reached: connect ECONNREFUSED 127.0.0.1:27017`. */
export function explainProblem({ message, cause }: ProblemError): string {
  const isTold = !(cause instanceof Error) || message.includes(cause.message);
  return isTold ? message : `${message.replace(/\.$/, "")}: ${cause.message}`;
}
