import { connectionWords } from "#/web/wording/connection-words.ts";
import { useServices } from "./services.ts";

/** Says that what is shown may be old, and why, while the line to the server is lost. */
export function ConnectionNote() {
  const { lost, refusal } = useServices().line;
  return (
    <p class="connection" role="status" aria-label="Connection">
      {lost.value && connectionWords(refusal.value)}
    </p>
  );
}
