import { type Socket, io } from "socket.io-client";
import type { Target } from "./target.ts";

/** What the gateway acknowledges a message with. */
export interface Acknowledged {
  ok: boolean;
  code?: string;
}

/** An open socket, or the code with which it was refused. */
export type Opening = { socket: Socket; refusal?: never } | { socket?: never; refusal: string };

/** Opens a socket of an instance, or of one of its processes; whoever gets one disconnects it. */
export async function openSocket(
  { origin }: Pick<Target, "origin">,
  options: {
    headers?: Record<string, string>;
    auth?: object;
    query?: Record<string, string>;
    transport?: "websocket" | "polling";
  },
): Promise<Opening> {
  const { headers = {}, auth = {}, query = {}, transport = "websocket" } = options;
  const socket = io(origin, {
    path: "/ws",
    transports: [transport],
    extraHeaders: headers,
    auth,
    query,
    // The certificate was made a moment ago, by nobody.
    rejectUnauthorized: false,
    reconnection: false,
    forceNew: true,
  });
  return new Promise((resolve) => {
    socket.once("connect", () => {
      resolve({ socket });
    });
    socket.once("connect_error", (error: Error & { data?: { code?: string } }) => {
      socket.disconnect();
      resolve({ refusal: error.data?.code ?? error.message });
    });
  });
}
