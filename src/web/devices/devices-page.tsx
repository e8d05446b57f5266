import { useEffect, useState } from "preact/hooks";
import { useServices } from "#/web/frame/services.ts";
import { useTitle } from "#/web/frame/use-title.ts";
import { createCodeDesk } from "./code-desk.ts";
import { EnterCode } from "./enter-code.tsx";
import { MakeCode } from "./make-code.tsx";

/** The way to one's novels from another browser, by a code instead of an account. */
export function DevicesPage() {
  useTitle("Your novels on another device");
  const { api } = useServices();
  const [desk] = useState(() => createCodeDesk(api));
  useEffect(() => void desk.look(), [desk]);
  return (
    <div class="devices">
      <header>
        <h1>Your novels on another device</h1>
        <p>
          There are no accounts here: your novels belong to this browser. A recovery code brings
          them to another one, and back to you when this browser has forgotten them.
        </p>
      </header>
      <MakeCode desk={desk} />
      <EnterCode desk={desk} />
    </div>
  );
}
