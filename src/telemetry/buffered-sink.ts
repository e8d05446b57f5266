import type { LogSink } from "./logger.ts";

const mostCharacters = 65_536;

/**
 * Gathers the lines of one turn of the event loop and writes them in one go: a system call for each
 * would cost more than all else about a line. A process that is killed (SIGKILL) loses the lines of
 * its last turn; `flush` writes at once, as every fatal line and the process's end do.
 */
export function createBufferedSink(stream: {
  write(text: string): unknown;
}): LogSink & { flush(): void } {
  let gathered = "";
  function flush() {
    const text = gathered;
    gathered = "";
    if (text !== "") stream.write(text);
  }
  return {
    write(line) {
      if (gathered === "") setImmediate(flush);
      gathered += line;
      if (gathered.length > mostCharacters) flush();
    },
    flush,
  };
}
