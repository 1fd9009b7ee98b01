import { expect, test } from 'vitest';
import bookCommand from '../../commands/book.ts';
import conflictsCommand from '../../commands/conflicts.ts';
import type { Actor } from '../../src/command/actor.ts';
import { renderConflict } from '../../src/metadata/conflict-card.ts';
import { noteConflicts } from '../../src/metadata/conflicts.ts';
import { readEvidence, recordEvidence } from '../../src/metadata/evidence.ts';
import type { BookFacts } from '../../src/metadata/facts.ts';
import { judgeRecord } from '../../src/metadata/record.ts';
import { textOf } from '../e2e/chat-room.ts';
import { execute } from '../spending/run-command.ts';
import { useDatabase } from '../support/use-database.ts';
import { openLibrary, type TestLibrary } from './library.ts';

const { em, openSecond } = useDatabase();
const operator: Actor = { id: '1', name: 'Otto', platform: 'discord', role: 'operator' };
const now = new Date('2026-06-15T12:00:00Z');
const mira = { narrators: ['Mira Quill'] };
const tom = { narrators: ['Tom Reed'] };

/** Sources speak of a book, and what they leave open is noted as a look at it does. */
async function told(bookId: number, says: Record<string, BookFacts>): Promise<void> {
  for (const [source, facts] of Object.entries(says)) {
    await recordEvidence(em(), bookId, facts, { source, confidence: 1, seenAt: now });
  }
  await em().transactional(async (inner) => {
    const { conflicts } = judgeRecord(await readEvidence(inner, bookId));
    await noteConflicts(inner, ['discord'], bookId, conflicts, now);
  });
}

const conflicts = async (library: TestLibrary, input: object = {}, connection = em) =>
  textOf(await execute(conflictsCommand, library, connection, operator, input));
const cards = async () => {
  const rows = await em().execute<{ subject: string }[]>(
    `select distinct payload ->> 'subject' as subject from outbox where topic = 'card' order by 1`,
  );
  return rows.map(({ subject }) => subject).filter((subject) => subject.startsWith('conflict'));
};
const card = async (id: number) => {
  const reply = await renderConflict(em(), id);
  return reply ? textOf(reply) : null;
};

test('a dispute becomes a card, its answer is written to the library and not asked again', async () => {
  const library = await openLibrary(em, ['Salt']);
  const bookId = await library.bookId('Salt');
  await told(bookId, { audible: mira, torrent: tom });
  const asked = await card(1);

  await conflicts(library, { conflict: 1, take: 2 });
  const [batch] = await em().execute<{ id: number }[]>('select id from metadata_batches');
  await library.carryOut(batch?.id ?? 0);
  await told(bookId, { audible: mira, torrent: tom, hardcover: mira });

  expect(await cards()).toEqual(['conflict:1']);
  expect(asked).toContain('Which narrator? Salt');
  expect(asked).toContain('1. Mira Quill, says audible (85 %)');
  expect(asked).toContain('2. Tom Reed, says torrent (75 %)');
  expect(await card(1)).toContain('Answered by Otto · Tom Reed');
  expect((await library.item('Salt')).narrators).toEqual(['Tom Reed']);
  expect(await conflicts(library)).toContain('Nothing is in dispute');
});

test('what is left as it is is not asked again until somebody says something else', async () => {
  const library = await openLibrary(em, ['Salt']);
  const bookId = await library.bookId('Salt');
  await told(bookId, { audible: mira, torrent: tom });

  await conflicts(library, { conflict: 1, take: 0 });
  await told(bookId, { audible: mira, torrent: tom });
  const quiet = await conflicts(library);
  await told(bookId, { torrent: { narrators: ['Ann Lee'] } });

  expect(await card(1)).toContain('Answered by Otto · left as it is');
  expect(quiet).toContain('Nothing is in dispute');
  expect(await conflicts(library)).toContain('narrator of Salt');
  expect((await library.item('Salt')).narrators).toEqual(['Bea Reader']);
});

test('of two who answer at once one is told what the other took', async () => {
  const library = await openLibrary(em, ['Salt']);
  await told(await library.bookId('Salt'), { audible: mira, torrent: tom });
  const second = await openSecond();

  const answers = await Promise.allSettled([
    conflicts(library, { conflict: 1, take: 1 }),
    conflicts(library, { conflict: 1, take: 2 }, second),
  ]);

  expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const refused = answers.find((one) => one.status === 'rejected');
  expect(refused?.reason).toMatchObject({ code: 'already_decided' });
  expect(await em().execute('select 1 from metadata_batches')).toHaveLength(1);
});

test('a question is void when the sources agree meanwhile, and comes back when they part again', async () => {
  const library = await openLibrary(em, ['Salt']);
  const bookId = await library.bookId('Salt');
  await told(bookId, { audible: mira, torrent: tom });
  await told(bookId, { torrent: mira });
  const late = conflicts(library, { conflict: 1, take: 1 });

  await expect(late).rejects.toMatchObject({ code: 'expired' });
  expect(await card(1)).toContain('The sources agree meanwhile');
  await told(bookId, { torrent: tom });
  expect(await card(1)).toContain('Your answer counts more');
});

test('five are asked at a time; the next one follows an answer', async () => {
  const titles = ['Ash', 'Elm', 'Fir', 'Oak', 'Yew', 'Box', 'Bay'];
  const library = await openLibrary(em, titles);
  for (const title of titles) {
    await told(await library.bookId(title), { audible: mira, torrent: tom });
  }
  const before = await cards();

  await conflicts(library, { conflict: 1, take: 0 });

  expect(before).toHaveLength(5);
  expect(await cards()).toHaveLength(6);
  expect(await conflicts(library)).toContain('6 open questions');
});

test('answers to all questions at once end, also to those that are not asked yet', async () => {
  const titles = ['Ash', 'Elm', 'Fir', 'Oak', 'Yew', 'Box', 'Bay', 'Sal'];
  const library = await openLibrary(em, titles);
  for (const title of titles) {
    await told(await library.bookId(title), { audible: mira, torrent: tom });
  }

  await Promise.all(titles.map((_, at) => conflicts(library, { conflict: at + 1, take: 1 })));

  expect(await conflicts(library)).toContain('Nothing is in dispute');
});

test('a number that is no choice, and no question, is refused with what to do', async () => {
  const library = await openLibrary(em, ['Salt']);
  await told(await library.bookId('Salt'), { audible: mira, torrent: tom });

  await expect(conflicts(library, { conflict: 1, take: 3 })).rejects.toThrow('has 2 choices');
  await expect(conflicts(library, { conflict: 7, take: 1 })).rejects.toThrow('no question 7');
  await expect(conflicts(library, { conflict: 7 })).rejects.toThrow('no question 7');
  expect(await conflicts(library, { conflict: 1 })).toContain('Which narrator? Salt');
});

test('a book tells of each field whose word it is, what is disputed and what is missing', async () => {
  const library = await openLibrary(em, ['Salt']);
  const bookId = await library.bookId('Salt');
  await told(bookId, {
    audible: { ...mira, publisher: 'Tantor' },
    tags: mira,
    torrent: { series: [{ name: 'The Coast', sequence: '2' }] },
    hardcover: { series: [{ name: 'The Coast', sequence: '3' }] },
  });

  const shown = textOf(await execute(bookCommand, library, em, operator, { text: 'Salt' }));

  expect(shown).toContain('narrator: Mira Quill (verified · audible, tags · 96 % sure)');
  expect(shown).toContain('series: The Coast #3 (disputed · hardcover');
  expect(shown).not.toContain('abridged');
  expect(shown).toContain('Complete: 60 %, without ISBN, ASIN, published year, description');
});
