import { isObject } from '../../http.ts';
import { memberJson } from '../guild-json.ts';
import { type Connection, closeFor } from './connection.ts';
import type { GatewayState } from './gateway.ts';
import { identify, resume } from './login.ts';
import { readPresence } from './presence.ts';
import { sendEvent } from './session.ts';
import { type Frame, opcodes } from './wire.ts';

type Json = Record<string, unknown>;

const frameLimitBytes = 4096;
const framesPerMinute = 120;

/** Carries out one frame of the bot, or closes the connection with the code of its fault. */
export function handleFrame(own: GatewayState, connection: Connection, data: Buffer): void {
  if (connection.isFrozen) return;
  const frame = readFrame(data);
  if (!frame || data.length > frameLimitBytes) {
    const detail = `a frame of ${data.length} bytes`;
    return closeFor(own, connection, 'decodeError', { rule: 'gateway-payload', detail });
  }
  if (isTooFast(connection)) {
    const detail = 'more than 120 frames a minute';
    return closeFor(own, connection, 'tooFast', { rule: 'gateway-pace', detail });
  }
  carryOut(own, connection, frame);
}

function carryOut(own: GatewayState, connection: Connection, { op, d }: Frame): void {
  const body = isObject(d) ? d : {};
  switch (op) {
    case opcodes.heartbeat:
      connection.wire.send({ op: opcodes.heartbeatAck });
      return;
    case opcodes.identify:
      return identify(own, connection, body);
    case opcodes.resume:
      return resume(own, connection, body);
  }
  if (!connection.session) {
    const detail = `op ${op} before identifying`;
    const violation = { rule: 'gateway-authentication', detail } as const;
    return closeFor(own, connection, 'notAuthenticated', violation);
  }
  if (op === opcodes.presence) own.presences.push(readPresence(body, own.state.now()));
  if (op === opcodes.requestMembers) sendMembers(own, connection, body);
}

function readFrame(data: Buffer): Frame | null {
  try {
    const value: unknown = JSON.parse(data.toString('utf8'));
    if (!isObject(value) || typeof value['op'] !== 'number') return null;
    return { op: value['op'], d: value['d'] };
  } catch {
    return null;
  }
}

/** Real time, whatever clock the stand-in has. */
function isTooFast({ received }: Connection): boolean {
  const now = Date.now();
  received.push(now);
  return received.filter((moment) => now - moment < 60_000).length > framesPerMinute;
}

/** Members by id need no intent; the whole list would. */
function sendMembers(own: GatewayState, { session }: Connection, body: Json): void {
  const { guild } = own.state;
  const asked = [body['user_ids']].flat().map(String);
  const members = guild.members.filter(({ user }) => asked.includes(user.id));
  if (!session) return;
  sendEvent(session, 'GUILD_MEMBERS_CHUNK', {
    guild_id: guild.id,
    members: members.map(memberJson),
    chunk_index: 0,
    chunk_count: 1,
    not_found: asked.filter((id) => !members.some(({ user }) => user.id === id)),
    nonce: body['nonce'],
  });
}
