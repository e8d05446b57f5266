import { commaList } from "./comma-list.ts";

/** Web origins as browsers send them: scheme, host and port, nothing else. */
export const exactOrigins = commaList.refine(
  (values) => values.every(isExactOrigin),
  "must be exact origins such as https://books.example, without path; * is not possible",
);

function isExactOrigin(value: string): boolean {
  const parsed = URL.parse(value);
  if (parsed === null || value.includes("*")) return false;
  return /^https?:$/.test(parsed.protocol) && parsed.origin === value;
}
