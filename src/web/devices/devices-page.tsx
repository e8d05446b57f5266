import { useLocation } from "preact-iso/router";
import { useEffect, useState } from "preact/hooks";
import { useServices } from "#/web/frame/services.ts";
import { useTitle } from "#/web/frame/use-title.ts";
import { createCodeDesk } from "./code-desk.ts";
import { EnterCode } from "./enter-code.tsx";
import { MakeCode } from "./make-code.tsx";
import { SignOutHere } from "./sign-out-here.tsx";
import { SignOutOthers } from "./sign-out-others.tsx";

/** The way to one's novels from another browser, by a code instead of an account. */
export function DevicesPage() {
  useTitle("Your novels on another device");
  const { api } = useServices();
  const signedOut = "signed-out" in useLocation().query;
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
      {signedOut && (
        <p class="signed-out" role="status" aria-label="Signed out">
          This browser was signed out: it shows none of your novels any more. A recovery code brings
          them back.
        </p>
      )}
      <MakeCode desk={desk} />
      <EnterCode desk={desk} />
      <SignOutOthers desk={desk} />
      <SignOutHere desk={desk} />
    </div>
  );
}
