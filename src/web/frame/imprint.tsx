import { useServices } from "./services.ts";

/** The foot of every page: what writes here. */
export function Imprint() {
  const about = useServices().about.value;
  return (
    <footer class="imprint">
      <p>{about && `Colophon ${about.version}. Written by ${about.model}.`}</p>
    </footer>
  );
}
