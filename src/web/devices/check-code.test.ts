import { expect, test } from "vitest";
import { checkCode } from "./check-code.ts";

const code = "7Q2M-XK4D-0RTE-9WZB-3HFN-V6SA-PC1G";

test.each([code, code.toLowerCase(), code.replaceAll("-", " "), ` ${code.replaceAll("-", "")}\n`])(
  "a whole code is one however it is typed: %j",
  (typed) => {
    expect(checkCode(typed)).toBeUndefined();
  },
);

test.each([
  ["", "Type the code"],
  [" - ", "Type the code"],
  [code.slice(0, -1), "28 letters and digits; these are 27"],
  [`${code}A`, "these are 29"],
  [code.replace("Q", "@"), "letters, digits and hyphens only"],
])("what cannot be one is not sent: %j", (typed, wrong) => {
  expect(checkCode(typed)).toContain(wrong);
});
