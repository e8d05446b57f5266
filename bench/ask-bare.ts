import type { FaultModelServer, ReceivedRequest } from "#test/faults/model-server.ts";

/**
 * Sends the same requests again, one after the other and with nothing around them: the floor under
 * any client. Milliseconds: all of it, and what of it was the model's latency as its server saw it.
 */
export async function askBare(
  { baseUrl, requests }: FaultModelServer,
  same: readonly ReceivedRequest[],
): Promise<{ ms: number; latencyMs: number }> {
  const bodies = same.map(({ body }) => body);
  const before = requests.length;
  const start = performance.now();
  for (const body of bodies) await (await send(baseUrl, body)).text();
  return { ms: performance.now() - start, latencyMs: latencyOf(requests.slice(before)) };
}

/** Milliseconds from the whole request to the last byte of the answer, summed. */
export function latencyOf(requests: readonly ReceivedRequest[]): number {
  return requests.reduce((sum, { at, lastSentAt }) => sum + lastSentAt - at, 0);
}

function send(baseUrl: string, body: string): Promise<Response> {
  return fetch(`${baseUrl}/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
  });
}
