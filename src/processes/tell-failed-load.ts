/**
 * Ends a process whose program cannot be loaded, so that there is neither a configuration nor a log: in production
 * by one line of JSON as the log would have it, elsewhere in Node's own words. Of an error that is not about a
 * missing module only the class is told: its words may be anybody's.
 */
export function tellFailedLoad(error: unknown): never {
  const { DEPLOYMENT_ENV: deployment = process.env["NODE_ENV"] } = process.env;
  if (deployment !== "production" && deployment !== "staging") throw error;
  const { name, message, code } = error as Partial<Error & { code: string }>;
  const line = {
    level: "fatal",
    time: new Date().toISOString(),
    event: "process.start-failed",
    err: { type: name, ...(code === "ERR_MODULE_NOT_FOUND" && { code, message }) },
    msg: "the program cannot be loaded: is its installation whole?",
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
  process.exit(1);
}
