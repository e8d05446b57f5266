import type { z } from "zod";

/** A message as chat requests have them. */
export interface ChatMessage {
  readonly role: string;
  readonly content: string;
}

/** The tagged sections of a request, the last of each name. */
export interface Prompt {
  /** Of all messages: the same request gives the same answer. */
  readonly seed: string;
  /** What the user wrote, sections or not. */
  readonly userText: string;
  /** A section's text, trimmed; empty when there is none. */
  text(name: string): string;
  /** A section read as JSON after a schema that should catch everything: it is given null for bad JSON. */
  json<Value>(name: string, schema: z.ZodType<Value>): Value;
}

const opening = /^<([a-z_]+)>$/;

/** Reads the sections `<name>` … `</name>`, tags on lines of their own, of the user's messages. */
export function readPrompt(messages: readonly ChatMessage[]): Prompt {
  const user = messages.filter(({ role }) => role === "user").map(({ content }) => content);
  const sections = new Map<string, string>();
  for (const content of user) {
    for (const [name, text] of sectionsOf(content)) sections.set(name, text);
  }
  const text = (name: string): string => sections.get(name) ?? "";
  return {
    seed: JSON.stringify(messages.map(({ role, content }) => [role, content])),
    userText: user.at(-1) ?? "",
    text,
    json: (name, schema) => schema.parse(parsed(text(name))),
  };
}

function* sectionsOf(content: string): Generator<[name: string, text: string]> {
  const lines = content.replaceAll("\r\n", "\n").split("\n");
  for (let at = 0; at < lines.length; at += 1) {
    const name = opening.exec(lines[at] ?? "")?.[1];
    const end = name === undefined ? -1 : lines.indexOf(`</${name}>`, at + 1);
    if (name === undefined || end === -1) continue;
    yield [
      name,
      lines
        .slice(at + 1, end)
        .join("\n")
        .trim(),
    ];
    at = end;
  }
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
