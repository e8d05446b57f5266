import { z } from "zod";
import { countCharacters } from "./count-characters.ts";

/**
 * A text between limits of characters. Zod's own limits count UTF-16 units, two for each emoji, which JSON Schema
 * does not, and measure whatever else has a length too.
 */
export function boundedText({ min = 0, max }: { min?: number; max: number }, text = z.string()) {
  return text
    .check(({ value, issues }) => {
      const count = countCharacters(value);
      // Zod's own limits go on too: what else is wrong is named as well.
      const issue = { origin: "string", inclusive: true, input: value, continue: true } as const;
      if (count < min) issues.push({ ...issue, code: "too_small", minimum: min });
      if (count > max) issues.push({ ...issue, code: "too_big", maximum: max });
    })
    .meta({ ...(min > 0 && { minLength: min }), maxLength: max });
}
