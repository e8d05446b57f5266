import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

// A process that takes spans by OTLP over HTTP and keeps none.
const server = createServer((req, res) => {
  req.resume().once("end", () => {
    res.writeHead(200, { "content-type": req.headers["content-type"] ?? "application/json" });
    res.end(req.headers["content-type"] === "application/json" ? "{}" : "");
  });
});
server.listen(0, "127.0.0.1", () => {
  process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
process.once("disconnect", () => process.exit());
