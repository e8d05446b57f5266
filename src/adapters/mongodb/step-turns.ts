import type { ClientSession } from "mongodb";
import type { NovelStore } from "#/ports/store/novels.ts";
import type { StepTurn, TurnEnd } from "#/ports/store/step-turns.ts";
import { type Collections, idsUnder, padded, type StepDocument } from "./collections.ts";
import type { Connection } from "./connection.ts";

const idOf = ({ id, epoch }: { id: string; epoch: number }) => `${id}:${padded(epoch)}`;

/** Writes down a turn that begins, in the claim's transaction. */
export async function beginTurn(
  { steps }: Collections,
  { pins, ...turn }: Omit<StepTurn, "endedAt" | "outcome">,
  session: ClientSession,
): Promise<void> {
  const _id = idOf({ id: turn.novelId, epoch: turn.epoch });
  const begun = { ...turn, _id, pins: JSON.stringify(pins), endedAt: null, outcome: null };
  await steps.insertOne(begun, { session });
}

/** Ends the turn of this epoch in the transaction that ends its lease, unless an older release began it. */
export async function endTurn(
  { steps }: Collections,
  of: { id: string; epoch: number },
  { at, outcome }: TurnEnd,
  session: ClientSession,
): Promise<void> {
  const lasting = { _id: idOf(of), endedAt: null };
  await steps.updateOne(lasting, { $set: { endedAt: at, outcome } }, { session });
}

/** The turns that were written down. */
export function createStepTurns({
  collections: { steps },
  run,
}: Connection): Pick<NovelStore, "stepTurns"> {
  return {
    async stepTurns(novelId, limit) {
      const _id = idsUnder(novelId);
      const newestFirst = await run(() =>
        steps.find({ _id }).sort({ _id: -1 }).limit(limit).toArray(),
      );
      return newestFirst.toReversed().map(toStepTurn);
    },
  };
}

function toStepTurn({ _id, pins, ...turn }: StepDocument): StepTurn {
  return { ...turn, pins: JSON.parse(pins) as StepTurn["pins"] };
}
