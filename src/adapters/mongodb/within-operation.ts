import { storeUnavailable } from "./store-error.ts";

/** No operation takes longer, once its turn has come: the API answers 503 within two seconds. */
export const operationMs = 1_500;

/** Gives `work` up after 1.5 s, as `store-unavailable`. What `work` throws before is thrown as it is. */
export async function withinOperation<Result>(work: () => Promise<Result>): Promise<Result> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const giveUp = () => reject(storeUnavailable(new Error(`no answer in ${operationMs} ms`)));
  const timer = setTimeout(giveUp, operationMs);
  try {
    return await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}
