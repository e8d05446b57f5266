/** One value that the browser keeps under a key; lost without harm where it may not keep any. */
export interface Memory<T> {
  read(): T | undefined;
  write(value: T): void;
  forget(): void;
}

/** `storage` is a function, since a browser that blocks storage throws on the mere mention of it. */
export function createMemory<T>(storage: () => Storage, key: string): Memory<T> {
  const attempt = <R>(action: (storage: Storage) => R): R | undefined => {
    try {
      return action(storage());
    } catch {
      return undefined;
    }
  };
  return {
    read: () =>
      attempt((store) => JSON.parse(store.getItem(key) ?? "null") as T | null) ?? undefined,
    write: (value) => attempt((store) => store.setItem(key, JSON.stringify(value))),
    forget: () => attempt((store) => store.removeItem(key)),
  };
}
