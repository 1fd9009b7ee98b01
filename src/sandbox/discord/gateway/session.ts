import type { Connection } from './connection.ts';
import type { GatewayState } from './gateway.ts';
import { filterEvent } from './intents.ts';
import { type Frame, opcodes } from './wire.ts';

/** One run of the bot as the gateway knows it; it outlives its connections. */
export type Session = {
  id: string;
  intents: number;
  sequence: number;
  /** Every event of the session, for a resume. */
  sent: (Frame & { s: number })[];
  connection: Connection | null;
};

/** Writes an event into a session if its intents ask for it; true when it also went out at once. */
export function record(
  own: GatewayState,
  session: Session,
  event: string,
  data: Record<string, unknown>,
): boolean {
  const seen = filterEvent(event, data, session.intents, own.state.bot.id);
  return seen !== null && sendEvent(session, event, seen);
}

export function sendEvent(session: Session, event: string, data: Record<string, unknown>): boolean {
  session.sequence += 1;
  const frame = { op: opcodes.dispatch, t: event, s: session.sequence, d: data };
  session.sent.push(frame);
  const { connection } = session;
  if (connection === null || connection.isFrozen) return false;
  connection.wire.send(frame);
  return true;
}
