import { once } from "node:events";
import { startDemoWriter } from "#/adapters/demo-writer/demo-writer.ts";
import { readEnvironment } from "#/config/env.ts";

/**
 * Serves the demo writer alone until SIGTERM or SIGINT; says on stdout where it listens and what it
 * is. `pace` is in words a second, 0 as fast as it can. Rejects when the port cannot be had.
 */
export async function runDemoLlm({
  port,
  host,
  pace,
}: {
  port: number;
  host: string;
  pace: number;
}): Promise<void> {
  const demo = await startDemoWriter({ host, port, wordsPerSecond: pace });
  process.stdout.write(`${demo.baseUrl} answers as "${demo.model}". ${demo.notice}\n`);
  await Promise.race([once(process, "SIGTERM"), once(process, "SIGINT")]);
  await demo.close();
}

if (import.meta.main) {
  const { listen, demoWriter } = readEnvironment();
  await runDemoLlm({ ...listen, pace: demoWriter?.wordsPerSecond ?? 0 });
}
