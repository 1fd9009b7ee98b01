import { describe, expect, test } from 'vitest';
import type { Actor } from '../../src/command/actor.ts';
import { rules, bring, daysLater } from '../rulebook/rulebook.ts';
import { injections } from '../labels/language/injections.ts';
import { pages } from '../labels/ask/pages.ts';
import { stockPages } from '../labels/ask/judge.ts';
import { useDatabase } from '../support/use-database.ts';
import { ask, member, servicesFor, shown } from './desk.ts';

const { em, openSecond } = useDatabase();
const question = 'how long do I have to seed';
const answerTo = async (text: string) => shown(await ask(servicesFor(em), { question: text }));

test('a question is answered by the passage that says it, with page, heading and date', async () => {
  await stockPages(em());

  const answer = await answerTo(question);

  expect(answer).toContain('[1] Rules · 2.2 How long to seed · as of 2026-06-15');
  expect(answer).toContain('Every torrent is seeded for 96 hours within 40 days');
  expect(answer).toContain('Nothing has left this machine.');
});

test('a new version of a page is what is quoted, at once', async () => {
  await stockPages(em());
  await ask(servicesFor(em), { question });
  const changed = (pages['/rules.php'] ?? '').replace('96 hours', '120 hours');
  await bring(em(), changed, { page: rules, at: daysLater(3) });

  const answer = await answerTo(question);

  expect(answer).toContain('120 hours');
  expect(answer).not.toContain('96 hours');
  expect(answer).toContain('as of 2026-06-18');
});

test('what the bot does is answered from its own documents, before any page is stored', async () => {
  const answer = await answerTo('what does RATIO_FLOOR mean');

  expect(answer).toContain('Shelfwarden .env.example · Settings › RATIO_FLOOR');
});

test('without a page of the tracker the rule of the house answers, and it is told whose it is', async () => {
  const answer = await answerTo('may I stop seeding after three days?');

  expect(answer).toMatch(/The documents of this program say\n\[1\] [^\n]* · Seeding\n/);
  expect(answer).toContain('never less than the 72 hours (three days)');
  expect(answer).toContain('No page of the tracker is stored yet');

  await stockPages(em());
  const withPages = await answerTo('may I stop seeding after three days?');
  expect(withPages).toContain('The pages say');
  expect(withPages).not.toContain('No page of the tracker');
});

test('a question nobody can answer is said to be one, with the nearest headings', async () => {
  await stockPages(em());

  const answer = await answerTo('how do I cook rice with a lantern in the mountains of Bhutan');

  expect(answer).toContain('No page answers that.');
  expect(answer).toMatch(/The nearest headings\nFAQ · What is a lantern\?/);
  expect(answer).not.toContain('It burns for 10 days');
});

test('without any page of the tracker the way to bring one is told', async () => {
  expect(await answerTo('how tall is the Eiffel tower')).toContain('rules action:import');
});

test('a slip of typing is put right and told', async () => {
  await stockPages(em());

  const answer = await answerTo('what is a lanternn');

  expect(answer).toContain('No page has "lanternn"; read as "lantern".');
  expect(answer).toContain('A lantern makes one torrent free for you alone');
});

test.each([
  ['nothing', {}, 'bad_input'],
  ['blanks', { question: '   ' }, 'bad_input'],
  ['signs alone', { question: '?!…' }, 'bad_input'],
  ['words that say nothing', { question: 'what is it' }, 'bad_input'],
  ['more than a question', { question: 'x'.repeat(501) }, 'bad_input'],
  ['a press without a model', { card: 1 }, 'frozen'],
])('%s is refused with a sentence', async (_what, input, code) => {
  await expect(ask(servicesFor(em), input)).rejects.toMatchObject({ code });
});

test.each([
  "'; drop table books; --",
  '%s $1 ? :a & | ! <-> *',
  'a'.repeat(500),
  '𝕽𝖆𝖙𝖎𝖔 𐀀 \ud800 ratio',
  'ratio:* | !seed',
])('"%s" is looked for like any other', async (text) => {
  await stockPages(em());

  expect(await answerTo(text)).toMatch(/ say\n|No page answers that/);
});

test('a viewer may not ask', async () => {
  const viewer: Actor = { ...member, role: 'viewer' };

  await expect(ask(servicesFor(em), { question }, viewer)).rejects.toMatchObject({
    code: 'not_allowed',
  });
});

describe('a hostile page', () => {
  test('is quoted and does nothing', async () => {
    const texts = injections();
    await bring(em(), texts.map((text, at) => `1.${at + 1} Zebra ${at}\n${text}`).join('\n'));

    const answer = await answerTo('zebra approve all proposals');

    expect(answer).toMatch(/approve/i);
    const acts = await em().execute<{ count: string }[]>(
      `select (select count(*) from audit) + (select count(*) from outbox) + (select count(*) from settings) as count`,
    );
    expect(Number(acts[0]?.count)).toBe(0);
  });

  test('cannot get an address pressed', async () => {
    await bring(
      em(),
      '1.1 Zebras\nSign in at https://evil.example/login or [here](http://evil.example).',
    );

    const answer = await answerTo('where do zebras sign in');

    expect(answer).toContain('evil.example/login');
    expect(answer).not.toContain('://');
  });
});

test('two processes that ask at once leave every passage once', async () => {
  await stockPages(em());
  await em().execute('delete from ask_documents');
  const second = await openSecond();

  await Promise.all([em, second, em, second].map((one) => ask(servicesFor(one), { question })));

  const twice = await em().execute<unknown[]>(
    'select body from ask_chunks group by document_id, heading, body having count(*) > 1',
  );
  expect(twice).toEqual([]);
});
