import type { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '../command/actor.ts';
import { recordAudit } from '../command/audit.ts';
import type { Context } from '../command/definition.ts';
import { discoverCommands } from '../command/discover.ts';
import { keptInput, prepare } from '../command/execute.ts';
import type { Reply } from '../command/reply.ts';
import { UserError } from '../errors.ts';
import { storable, storableJson } from '../storable.ts';
import type { Where } from './memory.ts';
import type { Call } from './state.ts';

const keptMinutes = 15;

/** Keeps what was asked for until somebody confirms it; answers the number of its card. */
export async function keepCard(
  em: EntityManager,
  { actor, place }: Where,
  { words, calls }: { words: string; calls: readonly Call[] },
  now: Date,
): Promise<number> {
  const [row] = await em.execute<{ id: number }[]>(
    `insert into conversation_cards
       (platform, person, person_name, place, words, calls, created_at, expires_at)
     values (?, ?, ?, ?, ?, ?::jsonb, ?, ?) returning id`,
    [
      actor.platform,
      actor.id,
      storable(actor.name),
      place,
      storable(words),
      storableJson(calls),
      now,
      new Date(now.getTime() + keptMinutes * 60_000),
    ],
  );
  if (!row) throw new Error('the card was not stored');
  return row.id;
}

type Row = { calls: Call[]; outcome: string | null; settled_by: string | null; expires_at: Date };

/**
 * Does what a card asks for, once, as the person who pressed; or drops it. All of its calls are done or
 * none. Throws UserError without the role, for a card that is settled or too old, and what a call throws.
 */
export async function settleCard(
  { card, isConfirmed }: { card: number; isConfirmed: boolean },
  context: Context,
): Promise<Reply[]> {
  const { em, actor, now } = context;
  const commands = await discoverCommands();
  const { calls, ...row } = await readCard(em, card);
  const prepared = calls.map((call) => prepare(commands, { ...call, actor }));
  const claimed = await em.execute<unknown[]>(
    `update conversation_cards set settled_at = ?, settled_by = ?, outcome = ?
      where id = ? and settled_at is null and expires_at > ? and calls <> '[]' returning id`,
    [now, storable(actor.name), isConfirmed ? 'confirmed' : 'cancelled', card, now],
  );
  if (claimed.length === 0) throw await tooLate(em, card, row);
  if (!isConfirmed) return [];
  const replies: Reply[] = [];
  for (const { command, input } of prepared) {
    const output = await command.run(input, context);
    const entry = { actor, command: command.name, input: keptInput(command, input) };
    await recordAudit(em, { ...entry, outcome: 'done', detail: `card ${card}` });
    replies.push(command.view(output));
  }
  return replies;
}

async function readCard(em: EntityManager, card: number): Promise<Row> {
  const [row] = await em.execute<Row[]>(
    'select calls, outcome, settled_by, expires_at from conversation_cards where id = ?',
    [card],
  );
  if (row) return row;
  throw new UserError('not_found', `There is no card ${card}.`, 'Say again what you want.');
}

async function tooLate(
  em: EntityManager,
  card: number,
  before: Omit<Row, 'calls'>,
): Promise<UserError> {
  // Another press may have won since the card was read.
  const { outcome, settled_by: who } = before.outcome ? before : await readCard(em, card);
  if (outcome)
    return new UserError(
      'already_decided',
      `Already ${outcome} by ${who}.`,
      'Nothing was done again.',
    );
  return new UserError('expired', 'This card is too old.', 'Say again what you want.');
}

/** A question of the same person that may still go to the model; taken once. */
export async function takeQuestion(
  em: EntityManager,
  { card, actor, now }: { card: number; actor: Actor; now: Date },
): Promise<{ words: string; place: string }> {
  const [row] = await em.execute<{ words: string; place: string }[]>(
    `update conversation_cards set settled_at = ?, settled_by = ?, outcome = 'asked'
      where id = ? and platform = ? and person = ? and calls = '[]' and settled_at is null
        and expires_at > ? returning words, place`,
    [now, storable(actor.name), card, actor.platform, actor.id, now],
  );
  if (row) return row;
  throw new UserError('expired', 'This question is not open any more.', 'Ask it again.');
}
