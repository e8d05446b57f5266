import {
  MongoBulkWriteError,
  MongoError,
  MongoInvalidArgumentError,
  MongoServerError,
} from "mongodb";
import { ProblemError } from "#/contract/problem.ts";

const writeConflict = 112;
const diskFull = 14031;

// https://github.com/mongodb/mongo/blob/master/src/mongo/base/error_codes.yml
const unavailable = [
  6 /* host unreachable */, 7 /* host not found */, 13 /* unauthorized */,
  18 /* authentication failed */, 50 /* max time expired */, 64 /* write concern timeout */,
  89 /* network timeout */, 91 /* shutdown in progress */, 189 /* primary stepped down */,
  262 /* exceeded time limit */, 10107 /* not writable primary */,
  11600 /* interrupted at shutdown */, 11602 /* interrupted by a change of state */,
  13435 /* not primary, no secondary ok */, 13436 /* not primary or secondary */,
];
const unavailableLabels = [
  "TransientTransactionError",
  "UnknownTransactionCommitResult",
  "RetryableWriteError",
];

/** What the product calls an error of the driver; anything else is returned as it is. */
export function storeError(thrown: unknown): unknown {
  const error = unwrapped(thrown);
  if (isSocketError(error)) return storeUnavailable(error);
  if (!(error instanceof MongoError)) return error;
  if (
    error.code === diskFull ||
    /no space left on device|over your space quota/i.test(error.message)
  )
    return new ProblemError("storage-full", "There is no room left to store this.", {
      cause: error,
    });
  return isUnavailable(error) ? storeUnavailable(error) : error;
}

export function storeUnavailable(cause: unknown): ProblemError {
  return new ProblemError("store-unavailable", "The store cannot be reached.", { cause });
}

/** What stops a start, in words that tell an operator what to mend. The driver's name no password. */
export function startError(error: unknown): unknown {
  const isDrivers =
    error instanceof Error && (error.name.startsWith("Mongo") || "syscall" in error);
  if (!isDrivers) return error;
  const sentence = `MongoDB cannot be used as MONGODB_URI says: ${error.message}`;
  return new ProblemError("store-unavailable", sentence, { cause: error });
}

export function isStoreUnavailable(error: unknown): boolean {
  return error instanceof ProblemError && error.code === "store-unavailable";
}

/** Whether a document with the same `_id` or unique key is there already. */
export function isDuplicate(error: unknown): boolean {
  return error instanceof MongoServerError && error.code === 11_000;
}

/** Whether a transaction that ended in `error` may succeed when it runs again. */
export function isTransient(thrown: unknown): boolean {
  const error = unwrapped(thrown);
  if (isSocketError(error)) return true;
  if (!(error instanceof MongoError)) return false;
  return (
    error.code === writeConflict || unavailableLabels.some((label) => error.hasErrorLabel(label))
  );
}

/**
 * Whether a connection broke while a command was written to it: the driver hands on what Node says
 * then, and neither labels nor retries it.
 */
export function isSocketError(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof MongoError) return false;
  return "syscall" in error || ("code" in error && brokenStreams.has(error.code));
}

/** What a stream says that was ended or destroyed before the system was asked. */
const brokenStreams: ReadonlySet<unknown> = new Set([
  "EPIPE",
  "ERR_SOCKET_CLOSED",
  "ERR_STREAM_DESTROYED",
  "ERR_STREAM_WRITE_AFTER_END",
]);

/** `insertMany` passes even what no server said off as a server's answer. */
function unwrapped(error: unknown): unknown {
  if (!(error instanceof MongoBulkWriteError)) return error;
  const told: unknown = error.errorResponse;
  return told instanceof Error ? told : error;
}

function isUnavailable(error: MongoError): boolean {
  // What the driver itself throws tells of connections, unless it was called wrongly.
  if (!(error instanceof MongoServerError)) return !(error instanceof MongoInvalidArgumentError);
  return isTransient(error) || unavailable.some((code) => code === error.code);
}
