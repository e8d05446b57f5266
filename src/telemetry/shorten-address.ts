import { isIPv4, isIPv6 } from "node:net";

/**
 * An IP address without what tells one caller from another: IPv4 to its /24, IPv6 to its /48
 * (`203.0.113.0`, `2001:db8:85a3::`). Loopback and unspecified addresses name nobody and stay; what
 * is no address comes back as it is.
 */
export function shortenAddress(text: string): string {
  const address = text.replaceAll(/%3A/gi, ":");
  if (isIPv4(address)) return shortenV4(address);
  if (!isIPv6(address) || address === "::" || address === "::1") return text;
  const embedded = /^(::ffff:)(\d.*)$/i.exec(address);
  if (embedded !== null) return `${embedded[1]}${shortenV4(embedded[2] ?? "")}`;
  const [before = "", after] = address.split("::");
  const head = before === "" ? [] : before.split(":");
  const tail = after === undefined || after === "" ? [] : after.split(":");
  const zeros = after === undefined ? 0 : 8 - head.length - tail.length;
  const groups = [...head, ...Array.from({ length: zeros }, () => "0"), ...tail].slice(0, 3);
  while (groups.at(-1) === "0") groups.pop();
  return `${groups.join(":")}::`;
}

function shortenV4(address: string): string {
  if (address.startsWith("127.") || address === "0.0.0.0") return address;
  return address.replace(/\d{1,3}$/, "0");
}
