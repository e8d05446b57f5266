import { once } from "node:events";
import { type ClientRequest, type IncomingMessage, createServer } from "node:http";
import { request } from "node:https";
import type { AddressInfo } from "node:net";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { noProxy, startProxy } from "./start-proxy.ts";

beforeEach(({ skip }) => {
  if (noProxy !== undefined) skip(noProxy);
});

/** The recipe's nginx, which takes two requests at a time of a caller and believes tests who that is. */
async function startCounting() {
  const api = createServer(({ url }, response) => {
    if (url !== "/hangs") response.end("{}");
  });
  await once(api.listen(0, "127.0.0.1"), "listening");
  const { port } = api.address() as AddressInfo;
  const proxy = await startProxy([port], (configuration) =>
    configuration.replace(
      "limit_conn callers 100;",
      "limit_conn callers 2; set_real_ip_from 127.0.0.1; real_ip_header X-Caller;",
    ),
  );
  const held: ClientRequest[] = [];
  const send = (path: string, caller: string) =>
    request({
      host: "127.0.0.1",
      port: proxy.tlsPort,
      path,
      headers: { "x-caller": caller },
      agent: false,
      // The certificate was made a moment ago, by nobody.
      rejectUnauthorized: false,
    })
      .on("error", () => undefined)
      .end();
  onTestFinished(async () => {
    for (const sent of held) sent.destroy();
    await proxy.close();
    api.closeAllConnections();
    api.close();
  });
  return {
    /** Has a request of this caller's under way. */
    async hold(caller: string): Promise<void> {
      held.push(send("/hangs", caller));
      await once(api, "request");
    },
    async ask(caller: string): Promise<number | undefined> {
      const [response] = (await once(send("/", caller), "response")) as [IncomingMessage];
      response.resume();
      return response.statusCode;
    },
  };
}

test("neighbours in a /56 of IPv6 are one caller, those of another and of IPv4 each their own", async () => {
  const { hold, ask } = await startCounting();
  await hold("2001:db8:0:a01::1");
  await hold("2001:db8:0:aff:ffff:ffff:ffff:ffff");
  for (const neighbour of ["2001:db8:0:a00::", "2001:db8:0:a0a:a0a:a0a:a0a:a0a"])
    expect([neighbour, await ask(neighbour)]).toEqual([neighbour, 429]);
  for (const other of ["2001:db8:0:b00::", "2001:db8:0:9ff::1", "2001:db8::1", "192.0.2.1"])
    expect([other, await ask(other)]).toEqual([other, 200]);
});

test("of IPv4 each address is a caller, also where IPv6 spells it", async () => {
  const { hold, ask } = await startCounting();
  await hold("::ffff:192.0.2.1");
  await hold("::ffff:192.0.2.1");
  expect(await ask("::ffff:192.0.2.1")).toBe(429);
  expect(await ask("::ffff:192.0.2.2")).toBe(200);
  await hold("192.0.2.10");
  await hold("192.0.2.10");
  expect(await ask("192.0.2.10")).toBe(429);
  expect(await ask("192.0.2.11")).toBe(200);
});
