import type { EntityManager } from '@mikro-orm/postgresql';
import type { Block, Button, Reply } from '../command/reply.ts';
import type { Conflict } from './record.ts';
import { fieldLabels, valueText } from './value-text.ts';

export type OpenConflict = {
  id: number;
  bookId: number;
  title: string;
  field: Conflict['field'];
  choices: Conflict['choices'];
  status: 'waiting' | 'open' | 'answered' | 'settled';
  taken: number | null;
  decidedBy: string | null;
};

const columns = `c.id, c.book_id as "bookId", b.title, c.field_name as field, c.choices, c.status, c.taken,
  c.decided_by as "decidedBy"`;
const longestLabel = 60;

/** The card of a question in its present state; null when there is none. */
export async function renderConflict(em: EntityManager, id: number): Promise<Reply | null> {
  const [row] = await em.execute<OpenConflict[]>(
    `select ${columns} from metadata_conflicts c join books b on b.id = c.book_id where c.id = ?`,
    [id],
  );
  return row ? conflictCard(row) : null;
}

/** The questions nobody has answered, in the order they are asked. */
export async function listConflicts(
  em: EntityManager,
  page: { limit: number; offset: number },
): Promise<OpenConflict[]> {
  return await em.execute<OpenConflict[]>(
    `select ${columns} from metadata_conflicts c join books b on b.id = c.book_id
      where c.status in ('waiting', 'open') order by c.id limit ? offset ?`,
    [page.limit, page.offset],
  );
}

/** "Mira Quill, say audible, tags (91 %)" */
export function choiceText(field: Conflict['field'], choice: Conflict['choices'][number]): string {
  const say = choice.sources.length === 1 ? 'says' : 'say';
  const sure = `${Math.round(choice.score * 100)} %`;
  return `${valueText(field, choice.value)}, ${say} ${choice.sources.join(', ')} (${sure})`;
}

function conflictCard(row: OpenConflict): Reply {
  const isAsked = row.status === 'open' || row.status === 'waiting';
  const items = row.choices.map((choice, index) => ({
    text: `${index + 1}. ${choiceText(row.field, choice)}`,
  }));
  return {
    title: `Which ${fieldLabels[row.field]}? ${row.title}`,
    tone: 'info',
    blocks: [
      { kind: 'text', text: statusLine(row) },
      { kind: 'list', items },
      ...(isAsked ? [buttonsOf(row)] : []),
    ],
  };
}

function statusLine({ status, field, choices, taken, decidedBy }: OpenConflict): string {
  if (status === 'settled') return 'The sources agree meanwhile; nothing has to be decided.';
  if (status !== 'answered') {
    return 'The sources do not agree. Your answer counts more than any of them and is kept.';
  }
  const choice = taken === null ? undefined : choices[taken - 1];
  if (!choice) return `Answered by ${decidedBy} · left as it is`;
  return `Answered by ${decidedBy} · ${valueText(field, choice.value)}`;
}

function buttonsOf({ id, field, choices }: OpenConflict): Block {
  const button = (label: string, take: number): Button => ({
    label: label.slice(0, longestLabel),
    runs: 'conflicts',
    input: { conflict: id, take },
    style: 'default',
  });
  const buttons = choices.map(({ value }, index) => button(valueText(field, value), index + 1));
  return { kind: 'buttons', buttons: [...buttons, button('Leave it', 0)] };
}
