import type { Socket } from "socket.io-client";
import { WebSocket } from "ws";

/** The WebSocket under a client's connection that was made as one: `engine.io-client` has it, and does not say so in its types. */
export function webSocketOf(socket: Socket): WebSocket {
  const { transport } = socket.io.engine;
  if ("ws" in transport && transport.ws instanceof WebSocket) return transport.ws;
  throw new Error("the connection is no WebSocket");
}
