import type { EntityManager } from '@mikro-orm/postgresql';
import { refreshCard } from '../alerts/raise.ts';
import { UserError } from '../errors.ts';
import { askNext } from './conflicts.ts';
import type { BookFacts } from './facts.ts';
import { setByPerson } from './person-values.ts';
import type { Conflict } from './record.ts';

type Answer = { conflictId: number; take: number };
type Row = {
  bookId: number;
  field: Conflict['field'];
  choices: Conflict['choices'];
  status: string;
  decidedBy: string | null;
};

/**
 * Takes the choice of this number as a person's word, which is written to the library; 0 leaves the
 * field as it is. Throws UserError when it is decided already or there is no such choice.
 */
export async function answerConflict(
  em: EntityManager,
  { conflictId, take }: Answer,
  context: { platforms: readonly string[]; by: string; now: Date },
): Promise<void> {
  const { platforms, by, now } = context;
  // The second of two who press at once waits here and is told.
  const [row] = await em.execute<Row[]>(
    `select book_id as "bookId", field_name as field, choices, status, decided_by as "decidedBy"
       from metadata_conflicts where id = ? for update`,
    [conflictId],
  );
  const { bookId, field, value } = choose(row, conflictId, take);
  await em.execute(
    `update metadata_conflicts set status = 'answered', taken = ?, decided_by = ?, decided_at = ?
      where id = ?`,
    [take === 0 ? null : take, by, now, conflictId],
  );
  if (take > 0) await setByPerson(em, bookId, { [field]: value } as BookFacts, context);
  await refreshCard(em, platforms, `conflict:${conflictId}`);
  await askNext(em, platforms);
}

function choose(row: Row | undefined, id: number, take: number) {
  const hint = '"conflicts" lists the open questions.';
  if (!row) throw new UserError('not_found', `There is no question ${id}.`, hint);
  if (row.status === 'answered') {
    throw new UserError('already_decided', `${row.decidedBy} answered question ${id}.`, hint);
  }
  if (row.status === 'settled') {
    throw new UserError('expired', `The sources agree meanwhile; question ${id} is void.`, hint);
  }
  const choice = row.choices[take - 1];
  if (take > 0 && !choice) {
    const text = `Question ${id} has ${row.choices.length} choices.`;
    throw new UserError('bad_input', text, `Take 1 to ${row.choices.length}, or 0 to leave it.`);
  }
  return { ...row, value: choice?.value };
}
