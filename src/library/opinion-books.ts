import type { EntityManager } from '@mikro-orm/postgresql';
import type { Hardcover, HardcoverBook } from '../clients/hardcover/index.ts';
import { storableJson } from '../storable.ts';
import type { OpinionBook } from './opinions.ts';
import type { Series } from './series.entity.ts';
import { foldName, foldSeries, sameName } from './text.ts';

/** Whose list it is: a series or an author of the library. */
export type OpinionOf = { table: 'series' | 'authors'; id: number };
export type OpinionOutcome =
  | { kind: 'read'; hardcoverId: number; books: HardcoverBook[] }
  | { kind: 'unknown'; reason: string };

/** Asks Hardcover for the books of a series; unknown when it has none of this name by this author. */
export async function readSeriesOpinion(
  hardcover: Hardcover,
  series: Series,
): Promise<OpinionOutcome> {
  const id = series.hardcoverId ?? (await findSeriesId(hardcover, series));
  if (id === null) return { kind: 'unknown', reason: 'Hardcover does not list this series' };
  return { kind: 'read', hardcoverId: id, books: await hardcover.seriesBooks(id) };
}

async function findSeriesId(hardcover: Hardcover, series: Series): Promise<number | null> {
  const found = (await hardcover.findSeries(series.name)).find(
    ({ name, author }) =>
      foldSeries(name) === series.foldedName &&
      (series.foldedAuthor === '' || foldName(author ?? '') === series.foldedAuthor),
  );
  return found?.id ?? null;
}

/** Asks Hardcover for everything an author wrote. */
export async function readAuthorOpinion(
  hardcover: Hardcover,
  author: { name: string; hardcoverId: number | null },
): Promise<OpinionOutcome> {
  const id = author.hardcoverId ?? (await findAuthorId(hardcover, author.name));
  if (id === null) return { kind: 'unknown', reason: 'Hardcover does not list this author' };
  return { kind: 'read', hardcoverId: id, books: await hardcover.authorBooks(id) };
}

async function findAuthorId(hardcover: Hardcover, wanted: string): Promise<number | null> {
  const found = (await hardcover.findAuthors(wanted)).find(({ name }) => sameName(name, wanted));
  return found?.id ?? null;
}

const column = { series: 'series_id', authors: 'author_id' } as const;

/** Replaces the stored opinion by what Hardcover says now; one that is unknown leaves what is stored. */
export async function saveOpinion(
  em: EntityManager,
  { table, id }: OpinionOf,
  outcome: OpinionOutcome,
  now: Date,
): Promise<void> {
  if (outcome.kind === 'unknown') {
    await em.execute(
      `update ${table} set last_opinion_check = ?, last_opinion_error = ? where id = ?`,
      [now, outcome.reason, id],
    );
    return;
  }
  await em.execute(`delete from opinion_books where ${column[table]} = ?`, [id]);
  await em.execute(
    `insert into opinion_books (${column[table]}, hardcover_id, title, position, release_date, authors,
            audio_asin, audio_minutes, has_audio)
     select ?, o."id", o."title", o."position", o."releaseDate", o."authors", o."audio" ->> 'asin',
            (o."audio" ->> 'minutes')::integer, o."audio" is not null
       from jsonb_to_recordset(?::jsonb) as o("id" integer, "title" text, "position" text,
            "releaseDate" date, "authors" jsonb, "audio" jsonb)`,
    [id, storableJson(outcome.books)],
  );
  await em.execute(
    `update ${table} set hardcover_id = ?, last_opinion_check = ?, last_opinion_error = null where id = ?`,
    [outcome.hardcoverId, now, id],
  );
}

export async function storedOpinion(
  em: EntityManager,
  { table, id }: OpinionOf,
): Promise<OpinionBook[]> {
  return await em.execute<OpinionBook[]>(
    `select title, position, release_date as "releaseDate", authors, has_audio as "hasAudio",
            audio_asin as "audioAsin", audio_minutes as "audioMinutes"
       from opinion_books where ${column[table]} = ? order by id`,
    [id],
  );
}
