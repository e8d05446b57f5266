import { once } from "node:events";
import { type AddressInfo, type Socket, connect, createServer } from "node:net";

export interface MongoProxy {
  port: number;
  /**
   * Loses the next `command` on its way: its request, which is then never run, or its answer, so that
   * it was run and nobody was told. The connection breaks. Resolves when that has happened.
   */
  lose(what: "request" | "answer", command: string): Promise<void>;
  close(): Promise<void>;
}

/** A proxy on a free port of 127.0.0.1 that reads MongoDB's wire protocol and loses what it is told. */
export async function startMongoProxy({
  target,
}: {
  target: { host: string; port: number };
}): Promise<MongoProxy> {
  const sockets = new Set<Socket>();
  let loss: { what: "request" | "answer"; command: string; done: () => void } | undefined;

  const server = createServer((near) => {
    const far = connect(target);
    let received = Buffer.alloc(0);
    let losesAnswer = false;
    const breakLink = () => {
      near.resetAndDestroy();
      far.destroy();
    };
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on("error", breakLink);
      socket.on("close", () => {
        sockets.delete(socket);
        breakLink();
      });
    }

    near.on("data", (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      while (received.length >= 16 && received.length >= received.readInt32LE(0)) {
        const message = received.subarray(0, received.readInt32LE(0));
        received = received.subarray(message.length);
        if (loss !== undefined && commandOf(message) === loss.command) {
          const { what, done } = loss;
          loss = undefined;
          done();
          if (what === "request") {
            breakLink();
            return;
          }
          losesAnswer = true;
        }
        far.write(message);
      }
    });
    far.on("data", (chunk: Buffer) => {
      if (losesAnswer) breakLink();
      else near.write(chunk);
    });
  });

  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    lose: (what, command) =>
      new Promise((done) => {
        loss = { what, command, done };
      }),
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

/** The command of an OP_MSG: the name of its body's first field. */
function commandOf(message: Buffer): string | undefined {
  const opMsg = 2013;
  // 16 bytes of header, 4 of flags, 1 of the section's kind, 4 of the body's length, 1 of the field's type.
  const name = 26;
  if (message.readInt32LE(12) !== opMsg) return undefined;
  return message.toString("utf8", name, message.indexOf(0, name));
}
