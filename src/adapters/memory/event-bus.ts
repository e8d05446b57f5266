import type { BusMessage, EventBus } from "#/ports/event-bus.ts";

/**
 * A bus within this process. Listeners are told in a microtask of their own, in the order of
 * publishing, so that a publisher never runs their code; what they throw goes to `onError`.
 */
export function createMemoryBus({ onError }: { onError: (error: unknown) => void }): EventBus {
  const listeners = new Set<{ listen: (message: BusMessage) => void }>();
  let open = true;

  function tell(listener: { listen: (message: BusMessage) => void }, message: BusMessage): void {
    if (!listeners.has(listener)) return;
    try {
      listener.listen(message);
    } catch (error) {
      onError(error);
    }
  }

  return {
    async publish(messages) {
      const published = [...messages];
      const present = [...listeners];
      queueMicrotask(() => {
        for (const message of published) for (const listener of present) tell(listener, message);
      });
    },

    subscribe(listen) {
      const listener = { listen };
      if (open) listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },

    async health() {
      return open ? "ok" : "down";
    },

    async close() {
      open = false;
      listeners.clear();
    },
  };
}
