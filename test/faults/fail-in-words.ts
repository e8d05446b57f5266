import { changeModules } from "./change-modules.ts";

// Preloaded (`node --import`) into a process that is to have a bug: a request with the header `x-bug`
// meets an error that nobody expects, with what the caller said in its message and its kind in `x-bug-kind`.

changeModules("fail-in-words", [
  {
    module: "src/http/mount-routes.ts",
    from: "    const parsed = route.validate({",
    to: `    const { "x-bug": bug, "x-bug-kind": kind } = req.headers;
    if (typeof bug === "string") {
      const PlantedBug = { [kind]: class extends Error {} }[kind];
      throw new PlantedBug(\`refused: \${decodeURIComponent(bug)}\`);
    }
    const parsed = route.validate({`,
  },
]);
