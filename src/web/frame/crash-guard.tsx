import type { ComponentChildren } from "preact";
import { useErrorBoundary } from "preact/hooks";

/** Stands in for a page that a fault of ours has broken: an empty one would say nothing. */
export function CrashGuard({ children }: { children: ComponentChildren }) {
  // What was caught here is told like what nobody caught.
  const [error] = useErrorBoundary(reportError) as [unknown, () => void];
  if (error === undefined) return children;
  return (
    <div class="plain-page" role="alert">
      <h1>This page broke</h1>
      <p>The fault is ours. Your novels are safe: they are kept and written elsewhere.</p>
      <p>
        <button type="button" onClick={() => location.reload()}>
          Load the page again
        </button>
      </p>
    </div>
  );
}
