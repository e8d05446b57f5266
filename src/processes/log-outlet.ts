interface Outlet {
  write(text: string): unknown;
}

/**
 * Standard output, as the log's way out. When nobody reads it any more its error ends the process as any that nobody
 * caught, and from then on what is written goes to standard error: the reason would be lost otherwise.
 */
export function openLogOutlet(
  stdout: Outlet & { once(event: "error", listener: (error: Error) => void): unknown },
  stderr: Outlet,
): Outlet {
  let outlet: Outlet = stdout;
  stdout.once("error", (error) => {
    outlet = stderr;
    throw error;
  });
  return { write: (text) => outlet.write(text) };
}
