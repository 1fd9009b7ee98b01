import { expect, test } from 'vitest';
import { askAboutAuthors } from '../../src/library/ask-about-authors.ts';
import { monitorAuthors } from '../../src/library/monitor.ts';
import { useDatabase } from '../support/use-database.ts';
import { now, policy } from './shelf.ts';

const { em } = useDatabase();

const ask = () =>
  em().transactional((inner) => askAboutAuthors(inner, { platforms: ['discord'], perDay: 10 }));
const titles = async () =>
  (await em().execute<{ title: string }[]>(`select reply ->> 'title' as title from alerts`)).map(
    ({ title }) => title,
  );

async function addGap(author: string, title: string): Promise<void> {
  await em().execute(
    `with a as (insert into authors (name, folded_name) values (?, lower(?))
                on conflict (folded_name) do update set name = excluded.name returning id)
     insert into missing_books (work_key, title, author_name, author_id, reason_missing)
     select ?, ?, ?, id, 'author_gap' from a`,
    [author, author, `k:${title}`, title, author],
  );
}

test('what is missing by authors is told once, and nothing of it is wanted until somebody says so', async () => {
  await addGap('Anna Ward', 'Salt');
  await addGap('Anna Ward', 'Ash');
  await addGap('Mara Quill', 'Glass');

  await ask();
  await ask();

  expect(await titles()).toEqual(['3 more books by 2 of your authors']);
  expect(await em().execute('select 1 from missing_books where is_wanted')).toEqual([]);
});

test('nothing is asked without gaps, or after somebody has said what is wanted', async () => {
  await ask();
  await addGap('Anna Ward', 'Salt');
  const choice = { of: 'Anna Ward', monitor: 'none', actor: 'Ada', now, policy } as const;
  await em().transactional((inner) => monitorAuthors(inner, choice));
  await ask();

  expect(await titles()).toEqual([]);
});
