import { expect, it } from "vitest";
import { bearsCredentials } from "./bears-credentials.ts";

it.each([
  "/?token=x",
  "/?TOKEN=x",
  "/?access_token=x",
  "/?accessToken=x",
  "/?api_key=x",
  "/?api-key=x",
  "/?apikey=x",
  "/?key=x",
  "/?authorization=x",
  "/?auth=x",
  "/?auth[key]=x",
  "/?token[]=x",
  "/?bearer=x",
  "/?session=x",
  "/?colophon_session=x",
  "/?__Host-colophon_session=x",
  "/?code=x",
  "/?recovery-code=x",
  "/?password=x",
  "/?%74oken=x",
  "/?to%6ben",
  "/?a=b&token=x",
  "/?a=b?&token=x",
  "/ws/?EIO=4&transport=polling&token=x",
  "http://books.example/?token=x",
])("finds credentials by their name in %s", (address) => {
  expect(bearsCredentials(address)).toBe(true);
});

it.each([
  undefined,
  "/",
  "/?",
  "/token",
  "/novels/019b/read/3?from=token",
  "/devices?signed-out",
  "/?utm_source=a&utm_campaign=b&fbclid=c&gclid=d",
  "/?keyword=a&author=b&tokens=3&after=4",
  "/ws/?EIO=4&transport=polling&t=abc&sid=def&b64=1",
])("lets %s be", (address) => {
  expect(bearsCredentials(address)).toBe(false);
});
