import { once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";
import {
  type BulkWriteResult,
  MongoBulkWriteError,
  MongoInvalidArgumentError,
  MongoNetworkError,
  MongoServerError,
  MongoServerSelectionError,
} from "mongodb";
import { expect, test } from "vitest";
import { isDuplicate, isTransient, storeError } from "./store-error.ts";

const serverError = (code: number, message = "from the server", errorLabels: string[] = []) =>
  new MongoServerError({ code, message, errmsg: message, errorLabels });

const socketError = () =>
  Object.assign(new Error("write ECONNRESET"), { code: "ECONNRESET", syscall: "write" });

/** As `insertMany` reports an error. */
const ofMany = (error: Error) => new MongoBulkWriteError(error, {} as BulkWriteResult);

test.each([
  ["a network error", new MongoNetworkError("connection closed"), "store-unavailable"],
  ["a broken connection", socketError(), "store-unavailable"],
  ["a server that shuts down", serverError(91), "store-unavailable"],
  ["a server that is no primary", serverError(10_107), "store-unavailable"],
  ["a login that failed", serverError(18), "store-unavailable"],
  ["conflicts without end", serverError(112), "store-unavailable"],
  [
    "a transaction to be tried again",
    serverError(251, "", ["TransientTransactionError"]),
    "store-unavailable",
  ],
  ["a full disk", serverError(14_031), "storage-full"],
  [
    "a full disk below",
    serverError(1, "could not extend file: No space left on device"),
    "storage-full",
  ],
  [
    "a full quota",
    serverError(8000, "you are over your space quota, using 512 MB"),
    "storage-full",
  ],
])("%s is %s, with its cause", (_, cause, code) => {
  expect(storeError(cause)).toMatchObject({ name: "ProblemError", code, cause });
});

test.each([
  ["a broken connection", socketError()],
  ["a network error", new MongoNetworkError("connection closed")],
  ["no server to be found", new MongoServerSelectionError("none", {} as never)],
])("%s while many documents are written is no other error", (_, cause) => {
  expect(storeError(ofMany(cause))).toMatchObject({ code: "store-unavailable", cause });
});

test("what it says to a caller names no host", () => {
  const error = new MongoNetworkError("connect ECONNREFUSED 10.0.0.7:27017");
  expect(storeError(error)).toMatchObject({ message: "The store cannot be reached." });
});

test.each([
  serverError(121, "Document failed validation"),
  serverError(11_000, "E11000 duplicate key"),
  new MongoInvalidArgumentError("a mistake of ours"),
  new RangeError("a mistake of ours"),
  "a string",
])("any other error stays what it is: %s", (error) => {
  expect(storeError(error)).toBe(error);
});

test("only conflicts and lost connections are worth another transaction", () => {
  const transient = [
    serverError(112),
    serverError(1, "", ["TransientTransactionError"]),
    serverError(1, "", ["UnknownTransactionCommitResult"]),
    socketError(),
    ofMany(socketError()),
    ofMany(serverError(112)),
  ];
  const final = [
    ofMany(serverError(11_000)),
    serverError(11_000),
    serverError(121),
    new RangeError("a mistake"),
  ];
  expect(transient.map(isTransient)).toEqual(transient.map(() => true));
  expect(final.map(isTransient)).toEqual(final.map(() => false));
});

test("only a duplicate key is a duplicate", () => {
  expect([serverError(11_000), serverError(112), new Error("11000")].map(isDuplicate)).toEqual([
    true,
    false,
    false,
  ]);
});

test("what Node says of a socket that the server has ended counts as a broken connection", async () => {
  const server = createServer((socket) => socket.end()).listen(0, "127.0.0.1");
  await once(server, "listening");
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1").resume();
  await once(socket, "end");
  const failed = once(socket, "error");
  socket.write("a command");
  const [error] = (await failed) as [Error];
  server.close();
  expect(error.message).toContain("ended by the other party");
  expect(storeError(error)).toMatchObject({ code: "store-unavailable", cause: error });
  expect(isTransient(error)).toBe(true);
});
