import { useTitle } from "./use-title.ts";

export function NotFoundPage() {
  useTitle("Not found");
  return (
    <div class="plain-page">
      <h1>This page is missing</h1>
      <p>
        There is nothing at this address: it may be mistyped, or the novel belongs to another
        reader’s shelf.
      </p>
      <p>
        <a href="/">To your novels</a>
      </p>
    </div>
  );
}
