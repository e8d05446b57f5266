const readOnly: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

/** Whether requests with this method change nothing. */
export function isReadOnly(method: string): boolean {
  return readOnly.has(method);
}
