import { once } from "node:events";
import { type AddressInfo, type Socket, connect, createServer } from "node:net";
import { BSON } from "mongodb";

export interface TransactionLimit {
  port: number;
  /** How many transactions it had to end. */
  readonly ended: number;
  close(): Promise<void>;
}

interface OpenTransaction {
  lsid: unknown;
  txnNumber: unknown;
  since: number;
}

const checkEveryMs = 500;

/**
 * A proxy on a free port of 127.0.0.1 for a MongoDB-compatible server that cannot be told how long a
 * transaction may stay open: it ends those of killed clients after `lifetimeMs`, as MongoDB does by
 * `transactionLifetimeLimitSeconds`.
 */
export async function startTransactionLimit({
  target,
  lifetimeMs,
}: {
  target: { host: string; port: number };
  lifetimeMs: number;
}): Promise<TransactionLimit> {
  const sockets = new Set<Socket>();
  const open = new Map<string, OpenTransaction>();
  let ended = 0;

  function keep(socket: Socket, other: Socket): void {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on("error", () => other.destroy());
    socket.on("close", () => {
      sockets.delete(socket);
      other.destroy();
    });
  }

  const server = createServer((near) => {
    const far = connect(target);
    keep(near, far);
    keep(far, near);
    far.pipe(near);
    let received = Buffer.alloc(0);
    near.on("data", (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      while (received.length >= 16 && received.length >= received.readInt32LE(0)) {
        const message = received.subarray(0, received.readInt32LE(0));
        received = received.subarray(message.length);
        note(message);
        far.write(message);
      }
    });
  });

  function note(message: Buffer): void {
    if (!message.includes("autocommit")) return;
    const body = bodyOf(message);
    if (body["autocommit"] !== false) return;
    const id = idOf(body["lsid"]);
    const { lsid, txnNumber } = body;
    if (body["startTransaction"] === true) open.set(id, { lsid, txnNumber, since: Date.now() });
    if ("commitTransaction" in body || "abortTransaction" in body) open.delete(id);
  }

  const timer = setInterval(() => {
    for (const [id, { lsid, txnNumber, since }] of open) {
      if (Date.now() - since < lifetimeMs) continue;
      open.delete(id);
      ended += 1;
      const link = connect(target, () => {
        link.end(
          messageOf({ abortTransaction: 1, lsid, txnNumber, autocommit: false, $db: "admin" }),
        );
      });
      link.on("error", () => link.destroy());
      link.resume();
    }
  }, checkEveryMs);

  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    get ended() {
      return ended;
    },
    async close() {
      clearInterval(timer);
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

// OP_MSG: 16 bytes of header, 4 of flags, 1 of the section's kind, then the body.
const opMsg = 2013;
const bodyAt = 21;

function bodyOf(message: Buffer): Record<string, unknown> {
  if (message.readInt32LE(12) !== opMsg) return {};
  const end = bodyAt + message.readInt32LE(bodyAt);
  return BSON.deserialize(message.subarray(bodyAt, end), { promoteLongs: false });
}

function idOf(lsid: unknown): string {
  return (lsid as { id: BSON.Binary }).id.toString("hex");
}

function messageOf(body: Record<string, unknown>): Buffer {
  const document = BSON.serialize(body);
  const message = Buffer.alloc(bodyAt + document.length);
  message.writeInt32LE(message.length, 0);
  message.writeInt32LE(1, 4);
  message.writeInt32LE(opMsg, 12);
  message.set(document, bodyAt);
  return message;
}
