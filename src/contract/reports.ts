import { z } from "zod";
import { boundedText } from "./bounded-text.ts";

/** One thing that a page's content policy stopped, as browsers tell it in either form; they add fields at will. */
const violation = {
  "blocked-uri": z.string().nullish(),
  "effective-directive": z.string().nullish(),
  "violated-directive": z.string().nullish(),
};
const violationBody = z.looseObject({
  blockedURL: z.string().nullish(),
  effectiveDirective: z.string().nullish(),
});

/** The body of `POST /api/csp-report`: what `report-uri` sends, or a batch of the Reporting API. */
export const cspReport = z.union([
  z.looseObject({ "csp-report": z.looseObject(violation) }),
  z.array(z.looseObject({ type: z.string(), body: violationBody.nullish() })).max(100),
]);

export type CspReport = z.infer<typeof cspReport>;

/** The web vitals that a page tells of. All but the layout shift are seconds. */
const vitalNames = ["CLS", "FCP", "INP", "LCP", "TTFB"] as const;

/** The body of `POST /api/client-report`: what went wrong in somebody's browser, and how fast the page was. */
export const clientReport = z.strictObject({
  errors: z
    .array(
      z.strictObject({
        name: boundedText({ max: 100 }),
        message: boundedText({ max: 1_000 }),
        stack: boundedText({ max: 4_000 }).optional(),
      }),
    )
    .max(20)
    .default([]),
  vitals: z
    .array(z.strictObject({ name: z.enum(vitalNames), value: z.number().min(0).max(3_600) }))
    .max(20)
    .default([]),
});

export type ClientReport = z.input<typeof clientReport>;

/** The answer to a report. */
export const counted = z
  .object({ counted: z.int().meta({ description: "How many things of the report were counted." }) })
  .meta({ id: "Counted" });
