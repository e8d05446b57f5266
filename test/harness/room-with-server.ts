import { onTestFinished } from "vitest";
import { type ModelBehaviour, startModelServer } from "#test/faults/model-server.ts";
import { openWritingRoom } from "./writing-room.ts";

export type Room = Awaited<ReturnType<typeof openWritingRoom>>;

/** A writing room and the model server that it asks; both are closed when the test has ended. */
export async function openRoomWithServer(
  behaviour: ModelBehaviour = {},
  options: Omit<Parameters<typeof openWritingRoom>[0], "baseUrl"> = {},
) {
  const server = await startModelServer(behaviour);
  const room = await openWritingRoom({ baseUrl: server.baseUrl, ...options });
  onTestFinished(async () => {
    await room.close();
    await server.close();
  });
  return { room, server };
}
