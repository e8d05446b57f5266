import { expect, test } from "vitest";
import { modelUrl } from "./model-url.ts";

const allowed = (address: string) => modelUrl.safeParse(address).success;

test.each([
  "http://169.254.169.254/latest/meta-data",
  "http://2852039166/v1",
  "http://0xA9FEA9FE/v1",
  "http://0251.0376.0251.0376/v1",
  "http://169.254.170.2:80/v1",
  "http://[::ffff:169.254.169.254]/v1",
  "http://[::ffff:a9fe:aa02]/v1",
  "http://[::169.254.169.254]/v1",
  "http://[64:ff9b::169.254.169.254]/v1",
  "http://[64:ff9b:1::a9fe:a9fe]/v1",
  "http://[2002:a9fe:a9fe::1]/v1",
  "http://[fe80::1]/v1",
  "http://[FEBF::1]/v1",
  "http://[fd00:ec2::254]/v1",
  "http://metadata.google.internal/v1",
  "http://METADATA.google.internal./v1",
  "ftp://models.example/v1",
  "file:///etc/passwd",
])("a model server is not looked for where clouds answer their machines: %s", (address) => {
  expect(allowed(address)).toBe(false);
});

test.each([
  "https://api.openai.com/v1",
  "http://localhost:11434/v1",
  "http://127.0.0.1:8000/v1",
  "http://192.168.1.20/v1",
  "http://[::1]:8000/v1",
  "http://[fd12:3456::1]/v1",
  "http://[64:ff9b::192.168.1.20]/v1",
])("a model server may be local: %s", (address) => {
  expect(allowed(address)).toBe(true);
});
