import { z } from "zod";

/** What stands between commas, without the empty parts. */
export const commaList = z.string().transform((value) =>
  value
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== ""),
);
