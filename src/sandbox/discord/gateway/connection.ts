import type { WebSocket } from 'ws';
import { isObject } from '../../http.ts';
import { guildJson, memberJson, userJson } from '../guild-json.ts';
import type { GatewayState } from './gateway.ts';
import { privilegedIntents } from './intents.ts';
import { createWire, type Frame, opcodes, type Wire } from './wire.ts';

/** One run of the bot as the gateway knows it; it outlives its connections. */
export type Session = {
  id: string;
  intents: number;
  sequence: number;
  /** Every event of the session, for a resume. */
  sent: (Frame & { s: number })[];
  connection: Connection | null;
};

export type Connection = {
  socket: WebSocket;
  wire: Wire;
  session: Session | null;
  isFrozen: boolean;
  /** When frames came in, for the limit of 120 a minute. */
  received: number[];
};

const frameLimitBytes = 4096;
const framesPerMinute = 120;

export const closeCodes = {
  decodeError: 4002,
  notAuthenticated: 4003,
  wrongToken: 4004,
  alreadyAuthenticated: 4005,
  tooFast: 4008,
  disallowedIntents: 4014,
} as const;

export function openConnection(
  own: GatewayState,
  socket: WebSocket,
  compress: string | null,
): Connection {
  const wire = createWire(socket, compress);
  const connection = { socket, wire, session: null, isFrozen: false, received: [] };
  own.connections.add(connection);
  wire.send({ op: opcodes.hello, d: { heartbeat_interval: own.heartbeatMs, _trace: [] } });
  return connection;
}

/** Carries out one frame of the bot, or closes the connection with the code of its fault. */
export function handleFrame(own: GatewayState, connection: Connection, data: Buffer): void {
  if (connection.isFrozen) return;
  const frame = readFrame(data);
  if (!frame || data.length > frameLimitBytes) {
    return punish(
      own,
      connection,
      closeCodes.decodeError,
      'gateway-payload',
      `${data.length} bytes`,
    );
  }
  if (isTooFast(connection)) {
    return punish(own, connection, closeCodes.tooFast, 'gateway-pace', 'over 120 frames a minute');
  }
  const body = isObject(frame.d) ? frame.d : {};
  switch (frame.op) {
    case opcodes.heartbeat:
      connection.wire.send({ op: opcodes.heartbeatAck });
      return;
    case opcodes.identify:
      return identify(own, connection, body);
    case opcodes.resume:
      return resume(own, connection, body);
    case opcodes.presence:
      return recordPresence(own, body);
    case opcodes.requestMembers:
      return sendMembers(own, connection, body);
  }
}

function readFrame(data: Buffer): Frame | null {
  try {
    const value: unknown = JSON.parse(data.toString('utf8'));
    return isObject(value) && typeof value['op'] === 'number'
      ? { ...value, op: value['op'] }
      : null;
  } catch {
    return null;
  }
}

function isTooFast({ received }: Connection): boolean {
  const now = Date.now();
  received.push(now);
  return received.filter((moment) => now - moment < 60_000).length > framesPerMinute;
}

function identify(own: GatewayState, connection: Connection, body: Record<string, unknown>): void {
  const { state } = own;
  if (connection.session) {
    const code = closeCodes.alreadyAuthenticated;
    return punish(own, connection, code, 'gateway-authentication', 'identified twice');
  }
  if (body['token'] !== state.token) {
    return punish(own, connection, closeCodes.wrongToken, 'gateway-authentication', 'wrong token');
  }
  const intents = Number(body['intents'] ?? 0);
  const forbidden = intents & privilegedIntents & ~own.allowedIntents;
  if (forbidden !== 0) {
    const detail = `bits ${forbidden} are not switched on`;
    return punish(own, connection, closeCodes.disallowedIntents, 'privileged-intents', detail);
  }
  if (body['compress'] === true) connection.wire.compressEach();
  state.identifies.push(state.now());
  const session = { id: state.newId(), intents, sequence: 0, sent: [], connection };
  connection.session = session;
  own.sessions.push(session);
  if (isObject(body['presence'])) recordPresence(own, body['presence']);
  sendEvent(session, 'READY', readyJson(own, session, body['shard']));
  sendEvent(session, 'GUILD_CREATE', guildJson(state.guild, state.bot.id));
}

function readyJson({ state }: GatewayState, session: Session, shard: unknown) {
  return {
    v: 10,
    user: userJson(state.bot),
    guilds: [{ id: state.guild.id, unavailable: true }],
    session_id: session.id,
    session_type: 'normal',
    resume_gateway_url: state.url.replace('http:', 'ws:'),
    shard: shard ?? [0, 1],
    application: { id: state.applicationId, flags: 0 },
  };
}

function sendEvent(session: Session, event: string, data: Record<string, unknown>): void {
  session.sequence += 1;
  const frame = { op: opcodes.dispatch, t: event, s: session.sequence, d: data };
  session.sent.push(frame);
  session.connection?.wire.send(frame);
}

function resume(own: GatewayState, connection: Connection, body: Record<string, unknown>): void {
  if (body['token'] !== own.state.token) {
    return punish(own, connection, closeCodes.wrongToken, 'gateway-authentication', 'wrong token');
  }
  const session = own.sessions.find(({ id }) => id === body['session_id']);
  if (!session) {
    connection.wire.send({ op: opcodes.invalidSession, d: false });
    return;
  }
  own.resumes.push(own.state.now());
  connection.session = session;
  session.connection = connection;
  const missed = session.sent.filter(({ s }) => s > Number(body['seq'] ?? 0));
  for (const frame of missed) connection.wire.send(frame);
  sendEvent(session, 'RESUMED', {});
}

function recordPresence(own: GatewayState, body: Record<string, unknown>): void {
  const [activity] = Array.isArray(body['activities']) ? (body['activities'] as unknown[]) : [];
  const words = isObject(activity) ? (activity['state'] ?? activity['name']) : null;
  const text = typeof words === 'string' ? words : null;
  own.presences.push({ status: String(body['status']), text, at: own.state.now() });
}

/** Members by id need no intent; a search or the whole list does. */
function sendMembers(
  own: GatewayState,
  connection: Connection,
  body: Record<string, unknown>,
): void {
  const asked = [body['user_ids']].flat().map(String);
  const members = own.state.guild.members.filter(({ user }) => asked.includes(user.id));
  const { session } = connection;
  if (!session) return;
  sendEvent(session, 'GUILD_MEMBERS_CHUNK', {
    guild_id: own.state.guild.id,
    members: members.map(memberJson),
    chunk_index: 0,
    chunk_count: 1,
    not_found: asked.filter((id) => !members.some(({ user }) => user.id === id)),
    nonce: body['nonce'],
  });
}

function punish(
  own: GatewayState,
  { socket }: Connection,
  code: number,
  rule: 'gateway-authentication' | 'gateway-pace' | 'gateway-payload' | 'privileged-intents',
  detail: string,
): void {
  own.state.violations.push({ rule, detail });
  socket.close(code, detail);
}
