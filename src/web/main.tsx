import { signal } from "@preact/signals";
import { render } from "preact";
import { io } from "socket.io-client";
import { realtimePath } from "#/contract/realtime-path.ts";
import type { About } from "#/contract/service.ts";
import { createLiveLine } from "#/web/live/live-line.ts";
import { nextFrame } from "#/web/live/next-frame.ts";
import { createShelf } from "#/web/live/shelf.ts";
import { reportFaults } from "#/web/reports/report-faults.ts";
import { reportVitals } from "#/web/reports/report-vitals.ts";
import { sendReport } from "#/web/reports/send-report.ts";
import { createNovelApi } from "#/web/server-api/novel-api.ts";
import { createRequest } from "#/web/server-api/request.ts";
import { App } from "./app.tsx";

reportFaults(globalThis.window, sendReport);
reportVitals(document, sendReport);
const api = createNovelApi(createRequest(fetch.bind(globalThis)));
const socket = io({
  path: realtimePath,
  withCredentials: true,
  // Where no WebSocket comes about, polling does, or else it is told why not, which WebSockets hide.
  transports: ["websocket", "polling"],
  tryAllTransports: true,
  autoConnect: false,
});
const line = createLiveLine({ socket, readEvents: (id, after) => api.events(id, after) });
const shelf = createShelf({ api, line, nextFrame });
const about = signal<About | null>(null);

api.about().then(
  (answer) => (about.value = answer),
  () => null,
);
render(<App services={{ api, line, shelf, about }} />, document.querySelector("#app")!);
