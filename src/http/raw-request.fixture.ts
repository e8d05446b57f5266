import { type IncomingHttpHeaders, request } from "node:http";

/** A request as it is written here: `fetch` normalises paths and adds headers of its own. */
export async function rawRequest(
  url: string,
  options: { method?: string; path?: string; headers?: Record<string, string>; pieces?: string[] },
): Promise<{ status: number; headers: IncomingHttpHeaders }> {
  const { pieces = [], ...rest } = options;
  return new Promise((resolve, reject) => {
    const sending = request(url, rest, (response) => {
      resolve({ status: response.statusCode ?? 0, headers: response.resume().headers });
    });
    sending.on("error", reject);
    for (const piece of pieces) sending.write(piece);
    sending.end();
  });
}
