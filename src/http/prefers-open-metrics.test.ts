import { expect, test } from "vitest";
import { prefersOpenMetrics } from "./prefers-open-metrics.ts";

const open = "application/openmetrics-text";

test.each([
  [`${open};version=1.0.0,${open};version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1`],
  [`${open};version=1.0.0;escaping=allow-utf-8;q=0.5,text/plain;version=0.0.4;q=0.3,*/*;q=0.2`],
  [open],
  [`text/plain, ${open}`],
  [`${open.toUpperCase()} ; Q=0.2 , text/plain;q=0.1`],
  [`${open};q=0.5,*/*;q=0.1`],
])("OpenMetrics is what %s asks for", (accept) => {
  expect(prefersOpenMetrics(accept)).toBe(true);
});

test.each([
  [undefined],
  [""],
  ["*/*"],
  ["application/*"],
  ["text/plain"],
  [`text/plain, ${open};q=0.9`],
  [`${open};q=0`],
  [`${open};q=0, text/html`],
  [`*/*, ${open};q=0.5`],
  [`${open};q=nonsense`],
  [`x${open}`],
])("text is what %s asks for", (accept) => {
  expect(prefersOpenMetrics(accept)).toBe(false);
});
