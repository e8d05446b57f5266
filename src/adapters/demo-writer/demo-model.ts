/** Who the demo writer is, for those who name it without starting it. */
export const demoModel = {
  name: "demo-writer",
  /** What readers of its texts should be told. */
  notice:
    "Demo text: put together by a machine from lists of phrases, not written by a language model.",
} as const;
