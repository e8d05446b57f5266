import { ModelError } from "#/ports/language-model.ts";

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/**
 * A `fetch` whose response bodies fail with `ModelError("refused")` once a reader has to hold more
 * than `maxBytes` at a time: of an event stream that is a single event, of an error's body all of it.
 */
export function createBoundedFetch(maxBytes: number, ask: typeof fetch = fetch): typeof fetch {
  return async (input, init) => {
    const response = await ask(input, init);
    if (response.body === null) return response;
    const { status, statusText, headers } = response;
    const body = response.body.pipeThrough(boundBody(maxBytes, response.ok));
    return new Response(body, { status, statusText, headers });
  };
}

function boundBody(maxBytes: number, inEvents: boolean): TransformStream<Uint8Array, Uint8Array> {
  let held = 0;
  let last = 0;
  return new TransformStream({
    transform(piece, controller) {
      for (const byte of piece) {
        held += 1;
        if (byte === carriageReturn) continue;
        // A blank line ends an event.
        if (inEvents && byte === lineFeed && last === lineFeed) held = 0;
        last = byte;
      }
      if (held > maxBytes)
        controller.error(
          new ModelError("refused", `the server sent more than ${maxBytes} bytes at a time`, {
            promptSent: inEvents,
          }),
        );
      else controller.enqueue(piece);
    },
  });
}
