import { useEffect } from "preact/hooks";
import { useServices } from "#/web/frame/services.ts";
import type { LiveNovel } from "./live-novel.ts";

/** The novel of this id, kept live while the component stands. */
export function useNovel(id: string): LiveNovel {
  const novel = useServices().shelf.open(id);
  useEffect(() => novel.watch(), [novel]);
  return novel;
}
