import type { Server, Socket } from "socket.io";
import type { Clock } from "#/ports/clock.ts";
import { createMessageRate } from "./message-rate.ts";

/** A connection as Engine.IO has it, before anybody is let in and after. */
export type Transport = Socket["conn"];

/** A packet as Engine.IO has read it. */
interface Packet {
  type: string;
  data?: unknown;
}

/**
 * Counts every packet of a connection, from its first on: what asks to be let in, and what never reaches a client's
 * messages, costs too. Calls `giveUp` for one that sends more than twice `perSecond` in a second, or asks
 * to be let in a second time, and then hears nothing more of it.
 */
export function limitPackets(
  engine: Server["engine"],
  deps: { perSecond: number; clock: Clock; giveUp: (transport: Transport) => void },
): void {
  const { perSecond, clock, giveUp } = deps;
  engine.on("connection", (transport: Transport) => {
    const count = createMessageRate(() => clock.monotonic());
    let asked = false;

    function hear({ type, data }: Packet): void {
      const asksAgain = asked && asksToBeLetIn(type, data);
      asked ||= asksToBeLetIn(type, data);
      if (count() > 2 * perSecond || asksAgain) end();
    }
    function probe(): void {
      if (count() > 2 * perSecond) end();
    }
    function end(): void {
      transport.off("packet", hear).off("upgrading", probe);
      giveUp(transport);
    }
    transport.on("packet", hear);
    // Probes of a transport that is to follow are answered before they are anybody's packets.
    transport.on("upgrading", probe);
  });
}

/** Whether a packet is Socket.IO's CONNECT, for whichever namespace. */
function asksToBeLetIn(type: string, data: unknown): boolean {
  return type === "message" && typeof data === "string" && data.startsWith("0");
}
