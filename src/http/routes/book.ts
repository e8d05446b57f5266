import type { Book } from "#/books/book.ts";
import { bookMarkdown } from "#/books/markdown.ts";
import { bookText } from "#/books/text.ts";
import { compileBook } from "#/domain/compile-book.ts";
import type { HttpDeps } from "#/http/http-deps.ts";
import { type Route, defineRoute } from "#/http/route.ts";
import { novelParams } from "./novel-params.ts";

interface Format {
  extension: string;
  name: string;
  type: string;
  render: (book: Book) => string;
}

const formats: readonly Format[] = [
  {
    extension: "md",
    name: "Markdown",
    type: "text/markdown; charset=utf-8",
    render: bookMarkdown,
  },
  {
    extension: "txt",
    name: "plain text",
    type: "text/plain; charset=utf-8",
    render: bookText,
  },
];

/** The book to take away. */
export function bookRoutes({ store }: Pick<HttpDeps, "store">): Route[] {
  return formats.map(({ extension, name, type, render }) =>
    defineRoute({
      method: "get",
      path: `/api/novel/:id/book.${extension}`,
      operationId: `downloadBookAs${extension === "md" ? "Markdown" : "Text"}`,
      summary: `The book so far, in ${name}, with its colophon page`,
      tags: ["books"],
      access: "novel",
      params: novelParams,
      responses: {
        200: {
          description: "The finished chapters.",
          types: [type],
          headers: { "Content-Disposition": "An attachment, named for the title." },
        },
      },
      handle: async ({ novel }) => ({
        text: render(await compileBook(store, novel)),
        type,
        attachment: `${fileName(novel.title)}.${extension}`,
      }),
    }),
  );
}

/** A title as a file's name on any system: letters, digits and harmless signs, no hidden file, no path. */
function fileName(title: string): string {
  const safe = title
    .replaceAll(/[^\p{L}\p{M}\p{N} .,!'()&-]+/gu, " ")
    .replaceAll(/ {2,}/g, " ")
    .replaceAll(/^[ .-]+|(?<![ .])[ .]+$/g, "");
  return safe === "" ? "novel" : (/^.{0,60}/u.exec(safe)?.[0] ?? "").trimEnd();
}
