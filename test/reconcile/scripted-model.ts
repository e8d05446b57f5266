import type { ServerResponse } from "node:http";
import {
  type FaultModelServer,
  type ReceivedRequest,
  answerTo,
  refuse,
  startModelServer,
  streamAnswer,
} from "#test/faults/model-server.ts";
import type { Fate, ModelCall } from "./evidence.ts";
import { titleIn } from "./wishes.ts";

/** What is to happen to the requests of a novel, by its title. */
export interface Script {
  /** Every answer for it is no JSON. */
  hopeless: string;
  /** Its first prose breaks off. */
  cut: string;
  /** Its first request is never answered. */
  held: string;
  /** A request of this process for any other novel is never answered, once. */
  hangs: string | undefined;
}

export interface ScriptedModel {
  baseUrl: string;
  calls: ModelCall[];
  /** The process with the request that is never answered. */
  hangs: string | undefined;
  /** Resolves once that request has come. */
  hung: Promise<void>;
  /** Resolves once the request of the novel that gets no answer has come. */
  held: Promise<void>;
  close(): Promise<void>;
}

/** Each of these is the nth request, counted over all. */
const refusedEach = 12;
const rejectedEach = 17;
/** The nth request of a process that hangs; by then its others have been counted. */
const hangsAt = 4;

/** A model server that fails as it is told, counts what it uses, and knows what became of each request. */
export async function startScriptedModel(script: Script): Promise<ScriptedModel> {
  const calls: ModelCall[] = [];
  const hung = Promise.withResolvers<void>();
  const held = Promise.withResolvers<void>();
  const ofLife = new Map<string, number>();
  const done = new Set<Fate>();
  const once = (fate: Fate): boolean => !done.has(fate) && done.add(fate).size > 0;

  function fateOf({ key, schema, body }: ReceivedRequest, nth: number): Fate {
    const life = lifeOf(key);
    const own = (ofLife.get(life) ?? 0) + 1;
    ofLife.set(life, own);
    const title = titleIn(body);
    if (title === script.hopeless) return "rejected";
    if (title === script.held && once("left")) return "left";
    if (title === script.cut) return schema === null && once("cut") ? "cut" : "answered";
    if (life === script.hangs && own >= hangsAt && once("hung")) return "hung";
    if (nth % refusedEach === 0) return "refused";
    // Who is asked again after a bad answer gives a good one.
    if (nth % rejectedEach === 0 && schema !== null && !isRepair(body)) return "rejected";
    return "answered";
  }

  async function play(request: ReceivedRequest, response: ServerResponse, nth: number) {
    const call: ModelCall = {
      life: lifeOf(request.key),
      title: titleIn(request.body) ?? "",
      fate: fateOf(request, nth),
      usage: null,
      traceparent: request.traceparent,
    };
    calls.push(call);
    switch (call.fate) {
      case "hung":
        hung.resolve();
        return true;
      case "left":
        held.resolve();
        return true;
      case "refused":
        call.usage = { input: 0, output: 0 };
        refuse(response, 429, "Rate limit reached", { "retry-after": "1" });
        return true;
      case "cut":
        await streamAnswer(response, answerTo(request).slice(0, 1_000), { finish: null });
        response.destroy();
        return true;
      default:
        await sendCounted(request, response, call, nth);
        return true;
    }
  }

  const server: FaultModelServer = await startModelServer({ intercept: play });
  return {
    baseUrl: server.baseUrl,
    calls,
    hangs: script.hangs,
    hung: hung.promise,
    held: held.promise,
    close: server.close,
  };
}

/** The key of a process; a scrubber that knows it finds it nowhere else. */
export const keyOf = (life: string): string => `model-key-of-${life}`;

const lifeOf = (key: string): string => key.replace("model-key-of-", "");

/** Sends an answer, good or bad, and tells a usage that is like no other's. */
async function sendCounted(
  request: ReceivedRequest,
  response: ServerResponse,
  call: ModelCall,
  nth: number,
): Promise<void> {
  const content = call.fate === "rejected" ? "I would rather not say." : answerTo(request);
  const usage = { input: 100 + nth, output: 10 + (nth % 7) };
  await streamAnswer(response, content, {
    chunkMs: 5,
    usage: {
      prompt_tokens: usage.input,
      completion_tokens: usage.output,
      total_tokens: usage.input + usage.output,
    },
  });
  call.usage = usage;
}

function isRepair(body: string): boolean {
  return body.includes("That answer cannot be used");
}
