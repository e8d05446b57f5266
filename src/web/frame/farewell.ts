/** What ends when this browser is signed out, here or from elsewhere. */
export interface Farewell {
  /** Leaves what was the session's in this tab and in all others of this browser. */
  leave(): void;
  /** Something was refused: leaves if this browser's session is over. Another answer may just have brought a new one. */
  look(): Promise<void>;
}

const message = "signed-out";

/** `goAway` drops what the browser has kept and all that is shown; `channel` reaches this browser's other tabs. */
export function createFarewell({
  fetch,
  channel,
  goAway,
}: {
  fetch: typeof globalThis.fetch;
  channel: Pick<BroadcastChannel, "postMessage" | "addEventListener">;
  goAway: () => void;
}): Farewell {
  channel.addEventListener("message", ({ data }) => {
    if (data === message) goAway();
  });
  const leave = () => {
    channel.postMessage(message);
    goAway();
  };
  return {
    leave,
    async look() {
      // Who cannot be reached says nothing of the session.
      const answer = await fetch("/api/me").catch(() => null);
      if (answer?.status === 401) leave();
    },
  };
}
