import { z } from "zod";
import { isSchemaName, schemaNamedIn, schemaNames, type SchemaName } from "./answer-chat.ts";
import type { ChatMessage } from "./read-prompt.ts";

/** What a chat completion is to be, as far as the demo writer cares. */
export interface ChatRequest {
  readonly messages: readonly ChatMessage[];
  /** Null for prose. */
  readonly schema: SchemaName | null;
  readonly stream: boolean;
  readonly includeUsage: boolean;
  readonly maxTokens: number | null;
}

/** An error as OpenAI's API words it: `{"error": {message, type, param, code}}`. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly status: number;
  readonly param: string | null;
  readonly code: string | null;

  constructor(status: number, message: string, more: { param?: string; code?: string } = {}) {
    super(message);
    this.status = status;
    this.param = more.param ?? null;
    this.code = more.code ?? null;
  }

  toJSON() {
    const { message, param, code } = this;
    return { error: { message, type: "invalid_request_error", param, code } };
  }
}

const textParts = z
  .array(z.object({ type: z.literal("text"), text: z.string() }))
  .transform((parts) => parts.map(({ text }) => text).join("\n"));

const maxTokens = z.int().min(1).nullish();

const body = z.object({
  model: z.string().min(1),
  messages: z
    .array(
      z.object({
        role: z.enum(["system", "developer", "user", "assistant", "tool"]),
        content: z
          .union([z.string(), textParts])
          .nullish()
          .transform((content) => content ?? ""),
      }),
    )
    .min(1),
  stream: z.boolean().nullish(),
  stream_options: z.object({ include_usage: z.boolean().nullish() }).nullish(),
  max_tokens: maxTokens,
  max_completion_tokens: maxTokens,
  n: z.literal(1).nullish(),
  response_format: z
    .discriminatedUnion("type", [
      z.object({ type: z.literal("text") }),
      z.object({ type: z.literal("json_object") }),
      z.object({ type: z.literal("json_schema"), json_schema: z.object({ name: z.string() }) }),
    ])
    .nullish(),
});

/**
 * Reads the body of `POST /v1/chat/completions`; throws `ApiError` for what OpenAI would refuse, and
 * for JSON after a schema that the demo writer has no answer to. Any model name will do.
 */
export function readChatRequest(text: string): ChatRequest {
  const parsed = body.safeParse(parseJson(text));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const param = issue?.path.join(".") ?? "";
    throw new ApiError(400, `${issue?.message}: '${param}'`, { param });
  }
  const { messages, stream, stream_options, response_format, ...limits } = parsed.data;
  return {
    messages,
    schema: schemaOf(response_format, messages),
    stream: stream ?? false,
    includeUsage: stream_options?.include_usage ?? false,
    maxTokens: limits.max_completion_tokens ?? limits.max_tokens ?? null,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw Object.assign(new ApiError(400, "We could not parse the JSON body of your request."), {
      cause,
    });
  }
}

function schemaOf(
  format: z.infer<typeof body>["response_format"],
  messages: readonly ChatMessage[],
): SchemaName | null {
  const wantsJson = format?.type === "json_schema" || format?.type === "json_object";
  const name = format?.type === "json_schema" ? format.json_schema.name : schemaNamedIn(messages);
  if (name === null && !wantsJson) return null;
  if (name !== null && isSchemaName(name)) return name;
  throw new ApiError(
    400,
    `The demo writer has no answer after the schema ${JSON.stringify(name)}; it knows ${schemaNames.join(", ")}.`,
    { param: "response_format", code: "unknown_schema" },
  );
}
