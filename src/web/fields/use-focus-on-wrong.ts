import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";

/** Takes the focus to the first wrong field of a form, each time it is refused. */
export function useFocusOnWrong(form: RefObject<HTMLElement | null>, refusals: number): void {
  useEffect(() => {
    if (refusals > 0) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [form, refusals]);
}
