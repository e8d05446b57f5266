import { connect } from "node:net";

/** Sends bytes as they are, and resolves with all that comes back. */
export async function sendBytes(url: string, bytes: string): Promise<string> {
  const { port } = new URL(url);
  const socket = connect(Number(port), "127.0.0.1");
  let answer = "";
  socket.setEncoding("utf8").on("data", (text: string) => {
    answer += text;
  });
  socket.write(bytes);
  return new Promise((resolve, reject) => {
    socket.on("error", reject).on("close", () => {
      resolve(answer);
    });
  });
}
