import { beforeEach, expect, test } from 'vitest';
import { approve } from '../../src/proposals/decide.ts';
import { explain } from '../../src/proposals/explain.ts';
import { showExplanation } from '../../src/proposals/show-explanation.ts';
import { textOf } from '../e2e/chat-room.ts';
import { useDatabase } from '../support/use-database.ts';
import { ada, addWanted, choiceOf, judged, now, policy, proposeBook } from './builders.ts';

const { em } = useDatabase();
const refused = [
  { release: judged('German').release, rejections: [{ rule: 'language', got: 'de', want: 'en' }] },
];

let book: number;
beforeEach(async () => {
  book = await addWanted(em(), 'The Salt Road');
});

const story = async (ask: Parameters<typeof explain>[1]) =>
  textOf(showExplanation(await explain(em(), ask)));

async function approved(): Promise<void> {
  await proposeBook(em(), book, { ...choiceOf(judged('A'), judged('B')), refused });
  await em().transactional((inner) =>
    approve(inner, 1, { policy, platforms: ['discord'], now, actor: ada }),
  );
  await em().execute(
    `insert into purchases (key, kind, status, amount, actor, reason, detail, is_spent, download_id)
     values ('w', 'wedge', 'confirmed', 1, 'Ada', 'makes it free', '2 wedges left', true, 1)`,
  );
}

test('the story of a proposal: why this one, what else there was, what was refused, what came of it', async () => {
  await approved();

  expect(await story({ proposal: 1 })).toBe(`Why 1: The Salt Road
State: approved
Release: A
Cost: free
Decided by: Ada
Chosen because
cost: free before paid
Also acceptable
2: B (M4B · 128 kbps · Tom Reed · 12 seeders · free)
Refused
German (t-German) (language: de (wanted: en))
Wedges
spent, by the word of Ada (2 wedges left)
What happened
queued: approved by Ada`);
});

test('a download and the book lead to the same story', async () => {
  await approved();

  const stories = [
    await story({ proposal: 1 }),
    await story({ download: 1 }),
    await story({ book: 'salt' }),
    await story({ book: String(book) }),
  ];

  expect(new Set(stories).size).toBe(1);
});

test('a book without an acceptable release tells what was seen and refused', async () => {
  await proposeBook(em(), book, { ...choiceOf(), refused });

  expect(await story({ book: 'The Salt Road' })).toBe(`Why: The Salt Road
State: identified, wanted
Last search: 1 releases seen, none acceptable (language)
Searched again: 2026-06-22 12:00
Refused
German (t-German) (language: de (wanted: en))`);
});

test('when a newer search found nothing, that is the answer, not the proposal of last week', async () => {
  await proposeBook(em(), book, choiceOf(judged('A')));
  await proposeBook(em(), book, { ...choiceOf(), refused });

  expect((await explain(em(), { book: 'Salt Road' })).card).toBeNull();
  expect((await explain(em(), { proposal: 1 })).card).toMatchObject({ status: 'superseded' });
});

test.each([
  [{ proposal: 9 }, 'There is no proposal 9.'],
  [{ download: 9 }, 'There is no download 9.'],
  [{ book: 'Nowhere' }, 'No missing book is called "Nowhere".'],
  [{}, 'Why what?'],
])('%j is answered with a sentence', async (ask, message) => {
  await expect(explain(em(), ask)).rejects.toMatchObject({ name: 'UserError', message });
});

test('words that fit several missing books are answered with their numbers', async () => {
  await addWanted(em(), 'Salt and Smoke');

  await expect(explain(em(), { book: 'salt' })).rejects.toMatchObject({
    code: 'conflict',
    message: 'Several missing books match: 1 The Salt Road, 2 Salt and Smoke.',
  });
});
