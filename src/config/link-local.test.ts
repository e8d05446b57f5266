import { expect, it } from "vitest";
import { isLinkLocal } from "./link-local.ts";

it.each([
  "169.254.0.1",
  "169.254.169.254",
  "::ffff:169.254.169.254",
  "::ffff:a9fe:a9fe",
  "0:0:0:0:0:ffff:a9fe:a9fe",
  "::a9fe:a9fe",
  "64:ff9b::a9fe:a9fe",
  "64:ff9b:1::a9fe:a9fe",
  "2002:a9fe:a9fe::1",
  "fe80::1",
  "fe80::1%eth0",
  "febf::1",
  "fd00:ec2::254",
  "FD00:0EC2:0:0:0:0:0:0254",
])("knows the addresses at which clouds answer their machines: %s", (address) => {
  expect(isLinkLocal(address)).toBe(true);
});

it.each([
  "127.0.0.1",
  "::1",
  "10.0.0.1",
  "192.168.1.20",
  "169.253.255.255",
  "169.255.0.1",
  "::ffff:192.168.1.20",
  "fec0::1",
  "fd00:ec2::253",
  "fd12:3456::1",
  "64:ff9b::c0a8:114",
  "2606:4700::1111",
  "localhost",
  "",
])("lets others be, local and private ones too: %j", (address) => {
  expect(isLinkLocal(address)).toBe(false);
});
