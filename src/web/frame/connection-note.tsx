import { useServices } from "./services.ts";

/** Says that what is shown may be old, while the line to the server is lost. */
export function ConnectionNote() {
  return (
    <p class="connection" role="status" aria-label="Connection">
      {useServices().line.lost.value && "Reconnecting…"}
    </p>
  );
}
