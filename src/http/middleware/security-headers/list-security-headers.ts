import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
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
  const answer = new GatheringResponse(new IncomingMessage(new Socket()));
  answer.setHeader("Content-Security-Policy", apiPolicy);
  answer.setHeader(
    "Permissions-Policy",
    unusedFeatures.map((feature) => `${feature}=()`).join(", "),
  );
  const setRest = helmet({
    contentSecurityPolicy: false,
    xFrameOptions: { action: "deny" },
    strictTransportSecurity: secure && { maxAge: 31_536_000, includeSubDomains: true },
  });
  setRest(answer.req, answer, () => undefined);
  return answer.gathered;
}

/** An answer to nobody, which keeps the headers that are set, by their names as they are spelled. */
class GatheringResponse extends ServerResponse {
  readonly gathered: Record<string, string> = {};

  override setHeader(name: string, value: number | string | readonly string[]): this {
    this.gathered[name] = String(value);
    return this;
  }
}
