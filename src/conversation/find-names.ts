import type { EntityManager } from '@mikro-orm/postgresql';
import type { Name } from './names.ts';
import type { Vocabulary } from './vocabulary.ts';
import { wordsOf } from './words.ts';

const mostWords = 10;
const mostOfKind = 40;
const shortest = 4;

/** Where names stand: kind, table, column of the name, of its author, and which rows count. */
const places = [
  ['series', 'series', 'name', 'author', 'books_owned > 0'],
  ['author', 'authors', 'name', `''`, 'audiobooks_owned > 0'],
  ['book', 'books', 'title', 'author', `status = 'active'`],
  ['gap', 'missing_books', 'title', 'author_name', `download_status <> 'completed'`],
] as const;

/** Names of the library that words of an utterance look like, and whatever is proposed or on its way. */
export async function findNames(
  em: EntityManager,
  utterance: string,
  { language, isKnown, correct }: Vocabulary,
): Promise<Name[]> {
  const all = wordsOf(utterance, language).flatMap(({ raw }) => raw.split(/\s+/));
  const words = all.map((word) => word.toLowerCase()).filter((word) => word.length >= shortest);
  const telling = words.filter((word) => !isKnown(correct(word))).slice(0, mostWords);
  const named = telling.length === 0 ? [] : await findNamed(em, telling, utterance);
  return [...named, ...(await findOpen(em))];
}

async function findNamed(em: EntityManager, words: string[], utterance: string): Promise<Name[]> {
  const array = `array[${words.map(() => '?').join(', ')}]`;
  const queries = places.map(
    ([kind, table, name, by, where]) =>
      `(select '${kind}' as kind, id, ${name} as name, ${by} as by from ${table}
         where ${where} and ${name} %> any(${array})
         order by similarity(${name}, ?) desc, id limit ${mostOfKind})`,
  );
  return em.transactional(async (inner) => {
    // Two wrong letters of nine leave half of the letters in threes.
    await inner.execute('set local pg_trgm.word_similarity_threshold = 0.45');
    return inner.execute<Name[]>(
      queries.join(' union all '),
      places.flatMap(() => [...words, utterance]),
    );
  });
}

async function findOpen(em: EntityManager): Promise<Name[]> {
  return em.execute<Name[]>(
    `(select 'proposal' as kind, p.id, m.title as name, m.author_name as by
        from proposals p join missing_books m on m.id = p.missing_book_id
       where p.status = 'open' order by p.id limit ${mostOfKind})
     union all
     (select 'download' as kind, id, title as name, coalesce(author, '') as by from downloads
       where status not in ('completed', 'failed', 'cancelled', 'abandoned')
       order by id desc limit ${mostOfKind})`,
  );
}
