import type { RequestHandler } from "express";
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
const permissions = unusedFeatures.map((feature) => `${feature}=()`).join(", ");

/**
 * Sets the security headers on every answer; HTTPS is insisted on only where it is spoken already. Pages
 * put their own content policy in place of the one that allows nothing.
 */
export function securityHeaders(): RequestHandler {
  const same = { contentSecurityPolicy: false, xFrameOptions: { action: "deny" } } as const;
  const plain = helmet({ ...same, strictTransportSecurity: false });
  const tls = helmet({
    ...same,
    strictTransportSecurity: { maxAge: 31_536_000, includeSubDomains: true },
  });
  return (req, res, next) => {
    res.setHeader("Content-Security-Policy", apiPolicy);
    res.setHeader("Permissions-Policy", permissions);
    (req.secure ? tls : plain)(req, res, next);
  };
}
