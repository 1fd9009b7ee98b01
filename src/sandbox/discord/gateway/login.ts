import { isObject } from '../../http.ts';
import { guildJson, userJson } from '../guild-json.ts';
import { type Connection, closeFor } from './connection.ts';
import type { GatewayState } from './gateway.ts';
import { privilegedIntents } from './intents.ts';
import { readPresence } from './presence.ts';
import { type Session, sendEvent } from './session.ts';
import { opcodes } from './wire.ts';

type Json = Record<string, unknown>;

/** Begins a session, or closes with 4004 for a wrong token, 4014 for intents that are not switched on. */
export function identify(own: GatewayState, connection: Connection, body: Json): void {
  const { state } = own;
  if (connection.session) {
    const violation = { rule: 'gateway-authentication', detail: 'identified twice' } as const;
    return closeFor(own, connection, 'alreadyAuthenticated', violation);
  }
  if (body['token'] !== state.token) return refuseToken(own, connection);
  const intents = Number(body['intents'] ?? 0);
  const forbidden = intents & privilegedIntents & ~own.allowedIntents;
  if (forbidden !== 0) {
    const detail = `the bits ${forbidden} are not switched on`;
    return closeFor(own, connection, 'disallowedIntents', { rule: 'privileged-intents', detail });
  }
  if (body['compress'] === true) connection.wire.compressEach();
  state.identifies.push(state.now());
  const session = { id: state.newId(), intents, sequence: 0, sent: [], connection };
  connection.session = session;
  own.sessions.push(session);
  if (isObject(body['presence'])) own.presences.push(readPresence(body['presence'], state.now()));
  sendEvent(session, 'READY', readyJson(own, session, body['shard']));
  sendEvent(session, 'GUILD_CREATE', guildJson(state.guild, state.bot.id));
}

function readyJson({ state }: GatewayState, session: Session, shard: unknown): Json {
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

/** Takes a session up again and sends what it missed; op 9 when there is no such session. */
export function resume(own: GatewayState, connection: Connection, body: Json): void {
  if (body['token'] !== own.state.token) return refuseToken(own, connection);
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

function refuseToken(own: GatewayState, connection: Connection): void {
  const violation = { rule: 'gateway-authentication', detail: 'wrong token' } as const;
  closeFor(own, connection, 'wrongToken', violation);
}
