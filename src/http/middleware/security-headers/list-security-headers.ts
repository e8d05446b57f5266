import type { IncomingMessage, ServerResponse } from "node:http";
import helmet from "helmet";
import { apiPolicy } from "./content-policy.ts";

/** What no page of ours uses, so that nothing which got into one may. */
const unusedFeatures = [
  "accelerometer",
  "autoplay",
  "bluetooth",
  "browsing-topics",
  "camera",
  "display-capture",
  "encrypted-media",
  "fullscreen",
  "geolocation",
  "gyroscope",
  "hid",
  "idle-detection",
  "magnetometer",
  "microphone",
  "midi",
  "payment",
  "picture-in-picture",
  "publickey-credentials-get",
  "screen-wake-lock",
  "serial",
  "usb",
  "xr-spatial-tracking",
];

/**
 * The security headers of every answer that is no page, by their names. HTTPS is insisted on only where
 * the answer is `secure`, that is, goes over TLS already.
 */
export function listSecurityHeaders({ secure }: { secure: boolean }): Record<string, string> {
  const listed: Record<string, string> = {
    "Content-Security-Policy": apiPolicy,
    "Permissions-Policy": unusedFeatures.map((feature) => `${feature}=()`).join(", "),
  };
  const setRest = helmet({
    contentSecurityPolicy: false,
    xFrameOptions: { action: "deny" },
    strictTransportSecurity: secure && { maxAge: 31_536_000, includeSubDomains: true },
  });
  // All that it does to an answer.
  const answer = {
    setHeader(name: string, value: string) {
      listed[name] = value;
    },
    removeHeader() {},
  } as unknown as ServerResponse;
  setRest({} as IncomingMessage, answer, () => undefined);
  return listed;
}
