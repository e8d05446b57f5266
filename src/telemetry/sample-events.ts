/** Events that come so often that a log of each would drown the rest; below WARN only some are written. */
export const highVolumeEvents = {
  "http.probe": "a health check was answered",
  "realtime.heartbeat": "a socket answered the gateway's heartbeat",
  "realtime.ping": "a client sent `ping`",
  "realtime.text": "a frame of a draft went to a client",
  "draft.published": "a frame of a draft went to the bus",
} as const;

export type HighVolumeEvent = keyof typeof highVolumeEvents;

/**
 * Makes what decides whether an event is logged: of each high-volume one the first and then every
 * `1 / ratio`-th (0 for none, 1 for all), of others every one. `onSuppressed` hears of those left out.
 */
export function createEventSampler({
  ratio,
  onSuppressed,
}: {
  ratio: number;
  onSuppressed: (event: HighVolumeEvent) => void;
}): (event: unknown) => boolean {
  const seen = new Map<unknown, number>(Object.keys(highVolumeEvents).map((event) => [event, 0]));
  return (event) => {
    const count = seen.get(event);
    if (count === undefined) return true;
    seen.set(event, count + 1);
    if (Math.floor(count * ratio) > Math.floor((count - 1) * ratio)) return true;
    onSuppressed(event as HighVolumeEvent);
    return false;
  };
}
