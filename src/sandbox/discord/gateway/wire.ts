import { constants, createDeflate, type Deflate, deflateSync } from 'node:zlib';
import type { WebSocket } from 'ws';

export const opcodes = {
  dispatch: 0,
  heartbeat: 1,
  identify: 2,
  presence: 3,
  resume: 6,
  reconnect: 7,
  requestMembers: 8,
  invalidSession: 9,
  hello: 10,
  heartbeatAck: 11,
} as const;

export type Frame = { op: number; d?: unknown; s?: number | null; t?: string | null };

/** How one connection writes: plain JSON, one zlib stream for all frames, or each frame by itself. */
export type Wire = { send: (frame: Frame) => void; compressEach: () => void };

export function createWire(socket: WebSocket, compress: string | null): Wire {
  const stream = compress === 'zlib-stream' ? createStream(socket) : null;
  let isEach = false;
  return {
    compressEach: () => {
      isEach = true;
    },
    send: (frame) => {
      const text = JSON.stringify({ s: null, t: null, ...frame });
      if (stream) stream.write(text);
      else if (isEach) socket.send(deflateSync(text));
      else socket.send(text);
    },
  };
}

/** Each frame ends with the sync marker 00 00 FF FF. */
function createStream(socket: WebSocket): Deflate {
  const deflate = createDeflate({ flush: constants.Z_SYNC_FLUSH });
  let parts: Buffer[] = [];
  deflate.on('data', (chunk: Buffer) => {
    parts.push(chunk);
    if (chunk.readUInt32BE(chunk.length - 4) !== 0x00_00_ff_ff) return;
    socket.send(Buffer.concat(parts));
    parts = [];
  });
  return deflate;
}
