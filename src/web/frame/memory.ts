export const themeKey = "colophon.theme";

/** One value that the browser keeps under a key; lost without harm where it may not keep any. */
export interface Memory<T> {
  read(): T | undefined;
  write(value: T): void;
  forget(): void;
}

/** Everything of ours begins so. */
const ours = "colophon.";

/** Forgets what was kept of an owner's, but for the looks of the app, which are the browser's. */
export function forgetOwner(storages: readonly (() => Storage)[]): void {
  for (const storage of storages)
    try {
      const store = storage();
      for (const key of Object.keys(store))
        if (key.startsWith(ours) && key !== themeKey) store.removeItem(key);
    } catch {
      // Nothing is kept where nothing may be.
    }
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
