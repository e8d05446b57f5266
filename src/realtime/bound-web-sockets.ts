import { type ServerOptions, WebSocket, WebSocketServer } from "ws";
import type { Clock } from "#/ports/clock.ts";
import { createMessageRate } from "./message-rate.ts";

/** A message of ours fits in one frame; what stands between may cut it. Last words have so long to be taken. */
const bounds = { maxFragments: 64, closeTimeout: 5_000 };

/** A request for a WebSocket. */
export type UpgradeRequest = Parameters<WebSocketServer["handleUpgrade"]>[0];

/**
 * Makes the server of WebSockets for Engine.IO. It counts what Engine.IO never hears of, and what costs all the same:
 * frames that ask whether we are there or say so, and what still comes after the end. Of who sends more than twice
 * `perSecond` of them in a second, or leaves more than `bufferBytes` of our answers unread, nothing is read any more;
 * `giveUp` is called where the connection was open until then.
 */
export function boundWebSockets(deps: {
  perSecond: number;
  bufferBytes: number;
  clock: Pick<Clock, "monotonic">;
  giveUp: (req: UpgradeRequest) => void;
}): new (options?: ServerOptions) => WebSocketServer {
  return class extends WebSocketServer {
    constructor(options?: ServerOptions) {
      super({ ...options, ...bounds });
    }

    override handleUpgrade(...[req, socket, head, granted]: HandleUpgrade): void {
      super.handleUpgrade(req, socket, head, (webSocket, request) => {
        limitFrames(webSocket, { ...deps, giveUp: () => deps.giveUp(req) });
        granted(webSocket, request);
      });
    }
  };
}

type HandleUpgrade = Parameters<WebSocketServer["handleUpgrade"]>;

function limitFrames(
  webSocket: WebSocket,
  deps: Omit<Parameters<typeof boundWebSockets>[0], "giveUp"> & { giveUp: () => void },
): void {
  const { perSecond, bufferBytes, clock, giveUp } = deps;
  const count = createMessageRate(() => clock.monotonic());

  function hear(): void {
    if (count() <= 2 * perSecond && webSocket.bufferedAmount <= bufferBytes) return;
    webSocket.off("ping", hear).off("pong", hear).off("message", hearLate);
    const wasOpen = webSocket.readyState === WebSocket.OPEN;
    webSocket.pause();
    webSocket.close(1008);
    if (wasOpen) giveUp();
  }
  function hearLate(): void {
    if (webSocket.readyState !== WebSocket.OPEN) hear();
  }
  webSocket.on("ping", hear).on("pong", hear).on("message", hearLate);
}
