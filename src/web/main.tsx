import { signal } from "@preact/signals";
import { render } from "preact";
import { io } from "socket.io-client";
import { realtimePath } from "#/contract/realtime-path.ts";
import type { About } from "#/contract/service.ts";
import { createFarewell } from "#/web/frame/farewell.ts";
import { forgetOwner } from "#/web/frame/memory.ts";
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
const farewell = createFarewell({
  fetch: fetch.bind(globalThis),
  channel: new BroadcastChannel("colophon"),
  goAway() {
    forgetOwner([() => localStorage, () => sessionStorage]);
    // Loaded anew, so that nothing is left of what was shown.
    location.replace("/devices?signed-out");
  },
});
const api = createNovelApi(
  createRequest(fetch.bind(globalThis), () => {
    void farewell.look();
  }),
);
const socket = io({
  path: realtimePath,
  withCredentials: true,
  // Where no WebSocket comes about, polling does, or else it is told why not, which WebSockets hide.
  transports: ["websocket", "polling"],
  tryAllTransports: true,
  autoConnect: false,
});
socket.on("novel.closing", ({ reason }: { reason: string }) => {
  if (reason === "session-ended") void farewell.look();
});
const line = createLiveLine({ socket, readEvents: (id, after) => api.events(id, after) });
const shelf = createShelf({ api, line, nextFrame });
const about = signal<About | null>(null);

api.about().then(
  (answer) => (about.value = answer),
  () => null,
);
render(<App services={{ api, line, shelf, farewell, about }} />, document.querySelector("#app")!);
