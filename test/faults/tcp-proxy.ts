import { once } from "node:events";
import { type AddressInfo, type Socket, connect, createServer } from "node:net";

export interface TcpProxy {
  port: number;
  /** Ends every connection at once, as a crash or a firewall would (RST); new ones may come. */
  cut(): void;
  /**
   * Lets connections stand and carries nothing more, as a network that loses its packets does; with
   * "standing" only those there are, as a firewall that forgot them does.
   */
  stall(which?: "all" | "standing"): void;
  /** Carries everything again, what was held back first. */
  resume(): void;
  /** From now on answers a new connection with its end; those that stand go on. */
  refuse(): void;
  /** Takes new connections again. */
  accept(): void;
  /** Cuts everything and gives the port up. */
  close(): Promise<void>;
}

/** A TCP proxy on a free port of 127.0.0.1 that carries bytes to `target` as badly as it is told. */
export async function startTcpProxy({
  target,
}: {
  target: { host?: string; port: number };
}): Promise<TcpProxy> {
  const links = new Set<{ near: Socket; far: Socket }>();
  /** Whether new connections are stalled too. */
  let stalled = false;
  let refusing = false;

  // Half-open is allowed, so that an end is carried as an end and not held while stalled.
  const server = createServer({ allowHalfOpen: true, pauseOnConnect: true }, (near) => {
    if (refusing) {
      reset(near);
      return;
    }
    const far = connect({ host: "127.0.0.1", ...target, allowHalfOpen: true });
    const link = { near, far };
    links.add(link);
    const breakLink = () => {
      links.delete(link);
      near.destroy();
      far.destroy();
    };
    for (const socket of [near, far]) {
      socket.on("error", breakLink);
      socket.on("close", breakLink);
      socket.setNoDelay(true);
    }
    if (!stalled) join(link);
  });

  function join({ near, far }: { near: Socket; far: Socket }): void {
    // Piped twice, every byte would come twice.
    part({ near, far });
    near.pipe(far);
    far.pipe(near);
  }

  function part({ near, far }: { near: Socket; far: Socket }): void {
    near.unpipe(far).pause();
    far.unpipe(near).pause();
  }

  function cut(): void {
    for (const { near, far } of links) {
      reset(near);
      reset(far);
    }
  }

  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    cut,
    stall(which = "all") {
      stalled = which === "all";
      for (const link of links) part(link);
    },
    resume() {
      stalled = false;
      for (const link of links) join(link);
    },
    refuse() {
      refusing = true;
    },
    accept() {
      refusing = false;
    },
    async close() {
      refusing = true;
      cut();
      server.close();
      await once(server, "close");
    },
  };
}

/** Node cannot reset a socket whose end is under way: it would then never be closed, nor the process end. */
function reset(socket: Socket): void {
  if (socket.writableEnded) socket.destroy();
  else socket.resetAndDestroy();
}
