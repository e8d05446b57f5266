/** The path of the Socket.IO endpoint. */
export const realtimePath = "/ws";
