import type { ReadonlySignal } from "@preact/signals";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { About } from "#/contract/service.ts";
import type { LiveLine } from "#/web/live/live-line.ts";
import type { Shelf } from "#/web/live/shelf.ts";
import type { NovelApi } from "#/web/server-api/novel-api.ts";
import type { Farewell } from "./farewell.ts";

/** What every screen works with. */
export interface Services {
  api: NovelApi;
  line: LiveLine;
  shelf: Shelf;
  farewell: Farewell;
  /** What writes here; null until the server has said. */
  about: ReadonlySignal<About | null>;
}

export const ServicesContext = createContext<Services | null>(null);

export function useServices(): Services {
  const services = useContext(ServicesContext);
  if (services === null) throw new Error("there are no services here");
  return services;
}
