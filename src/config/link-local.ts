import { BlockList, isIP } from "node:net";

/** Where clouds answer their machines, with credentials; `BlockList` reads IPv4 in IPv6 (`::ffff:`) as IPv4. */
const forbidden = new BlockList();
forbidden.addSubnet("169.254.0.0", 16, "ipv4");
forbidden.addSubnet("fe80::", 10, "ipv6");
forbidden.addAddress("fd00:ec2::254", "ipv6");
// The same address of IPv4 in IPv6: compatible, and by the translators of NAT64 and 6to4.
forbidden.addSubnet("::a9fe:0", 112, "ipv6");
forbidden.addSubnet("64:ff9b::a9fe:0", 112, "ipv6");
forbidden.addSubnet("64:ff9b:1::a9fe:0", 112, "ipv6");
forbidden.addSubnet("2002:a9fe::", 32, "ipv6");

/** Whether an IP address, in whatever spelling `net` knows, is one of a link's own or of a cloud's metadata. */
export function isLinkLocal(address: string): boolean {
  const [plain = ""] = address.split("%");
  const family = isIP(plain);
  return family !== 0 && forbidden.check(plain, family === 4 ? "ipv4" : "ipv6");
}
