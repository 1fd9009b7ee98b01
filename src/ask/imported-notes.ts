import type { EntityManager } from '@mikro-orm/postgresql';
import { UserError } from '../errors.ts';
import { readNote } from './read-note.ts';
import type { Source } from './sources.ts';

const mostNotes = 200;

export type ImportedNote = { name: string; added_by: string; added_at: Date };

/** Keeps a text under its name, in place of the one that had it; answers whether there was one. Throws UserError for what cannot be read. */
export async function importNote(
  em: EntityManager,
  { name, text }: { name: string; text: string },
  actor: string,
  now: Date,
): Promise<'new' | 'replaced'> {
  if (readNote(name, text).length === 0) {
    throw new UserError('bad_input', 'There is no readable text in it.', 'Send text or HTML.');
  }
  // Two people at once cannot go past the limit together.
  await em.execute('lock table ask_notes in share row exclusive mode');
  const known = await importedNotes(em);
  const isKnown = known.some((one) => one.name === name);
  if (!isKnown && known.length >= mostNotes) {
    throw new UserError('conflict', `There are ${mostNotes} notes.`, 'Remove one first.');
  }
  await em.execute(
    `insert into ask_notes (name, body, added_by, added_at) values (?, ?, ?, ?)
     on conflict (name) do update set body = excluded.body, added_by = excluded.added_by,
       added_at = excluded.added_at`,
    [name, text, actor, now],
  );
  return isKnown ? 'replaced' : 'new';
}

/** Throws UserError where there is no such note. */
export async function removeNote(em: EntityManager, name: string): Promise<void> {
  const gone = await em.execute<unknown[]>('delete from ask_notes where name = ? returning name', [
    name,
  ]);
  if (gone.length > 0) return;
  throw new UserError('not_found', `There is no note "${name}".`, '"notes" lists those there are.');
}

export async function importedNotes(em: EntityManager): Promise<ImportedNote[]> {
  return await em.execute<ImportedNote[]>(
    'select name, added_by, added_at from ask_notes order by name',
  );
}

/** The imported notes as documents. */
export async function importedSources(em: EntityManager): Promise<Source[]> {
  const rows = await em.execute<{ name: string; added_at: Date; mark: string }[]>(
    'select name, added_at, md5(body) as mark from ask_notes order by name',
  );
  return rows.map(({ name, added_at, mark }) => ({
    key: `imported:${name}`,
    kind: 'imported',
    label: name,
    weight: 1,
    dated: added_at,
    mark: `${mark} ${added_at.toISOString()}`,
    async read() {
      const [row] = await em.execute<{ body: string }[]>(
        'select body from ask_notes where name = ?',
        [name],
      );
      return readNote(name, row?.body ?? '');
    },
  }));
}
