/**
 * Takes the focus to the beginning of the content, when what had it is gone: who listens or uses the
 * keyboard goes on from there.
 */
export function focusMain(): void {
  document.querySelector("main")?.focus({ preventScroll: true });
}
