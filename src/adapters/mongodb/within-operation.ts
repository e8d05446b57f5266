import { storeUnavailable } from "./store-error.ts";

/** No operation takes longer, once its turn has come: the API answers 503 within two seconds. */
export const operationMs = 1_500;

/** Gives `work` up after `withinMs`, as `store-unavailable`. What `work` throws before is thrown as it is. */
export async function withinOperation<Result>(
  work: () => Promise<Result>,
  withinMs: number = operationMs,
): Promise<Result> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const giveUp = () => reject(storeUnavailable(new Error(`no answer in ${withinMs} ms`)));
  // What has come while this process was busy otherwise is taken first.
  const timer = setTimeout(() => setImmediate(giveUp), withinMs);
  try {
    return await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}
