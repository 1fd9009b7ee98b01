import { beforeEach, expect, test } from 'vitest';
import series from '../../commands/series.ts';
import type { Reply } from '../../src/command/reply.ts';
import {
  answerWhereToStart,
  askWhereToStart,
  openQuestion,
  renderFirstScan,
} from '../../src/library/first-scan.ts';
import type { Services } from '../../src/services.ts';
import { useDatabase } from '../support/use-database.ts';
import {
  complete,
  createCatalogue,
  createShelf,
  emberItem,
  emberProduct,
  now,
  policy,
  scan,
} from './shelf.ts';

const { em } = useDatabase();

beforeEach(async () => {
  await scan(em(), createShelf([emberItem('1')]));
});

const ask = () => em().transactional((inner) => askWhereToStart(inner, ['discord', 'slack'], now));
const answer = (by: string, words: string) =>
  em().transactional((inner) =>
    answerWhereToStart(inner, ['discord', 'slack'], { by, words, now }),
  );
const findGaps = () => complete(em(), createCatalogue([emberProduct('1'), emberProduct('2')]));

/** What the chats were asked to do, oldest first. */
async function asked(): Promise<string[]> {
  const rows = await em().execute<{ card: string }[]>(
    `select concat_ws(' ', platform, payload ->> 'subject', payload ->> 'offersAgain') as card
       from outbox where topic = 'card' order by id`,
  );
  return rows.map(({ card }) => card);
}

function kindsOf(reply: Reply | null): string[] | undefined {
  return reply?.blocks.map(({ kind }) => kind);
}

test('a scan without gaps asks nothing', async () => {
  await ask();

  expect(await asked()).toEqual([]);
  expect(await renderFirstScan(em(), policy)).toBeNull();
  expect(await openQuestion(em(), policy)).toBeNull();
});

test('every scan offers the question again until somebody has answered', async () => {
  await findGaps();

  await ask();
  await ask();
  await answer('Ada', 'start with Ember');
  await ask();

  const offers = ['discord first-scan true', 'slack first-scan true'];
  const stamps = ['discord first-scan', 'slack first-scan'];
  expect(await asked()).toEqual([...offers, ...offers, ...stamps]);
});

test('the card asks with three answers, and says who answered when somebody has', async () => {
  await findGaps();
  await ask();
  const before = await renderFirstScan(em(), { ...policy, proposalsOpen: 3 });

  await answer('Ada', 'start with Ember');
  await answer('Ben', 'not now');
  const after = await renderFirstScan(em(), policy);

  expect(before).toMatchObject({ title: '1 gap in 1 series', tone: 'info' });
  expect(kindsOf(before)).toEqual(['text', 'buttons', 'select']);
  expect(JSON.stringify(before)).toContain('Start with the best 3');
  expect(JSON.stringify(before)).toContain('Ember (1 missing)');
  expect(after).toEqual({
    title: '1 gap in 1 series',
    tone: 'ok',
    blocks: [{ kind: 'text', text: 'Ada answered: start with Ember.' }],
  });
});

test('the question stands open for other replies until it is answered', async () => {
  await findGaps();
  await ask();
  const before = await openQuestion(em(), policy);

  await answer('Ada', 'not now');

  expect(before).toEqual({ series: [{ id: 1, name: 'Ember', missing: 1 }], best: 10 });
  expect(await openQuestion(em(), policy)).toBeNull();
});

test.each([
  ['all', 'all', 'start with the best ones'],
  ['all', 'none', 'not now'],
  ['Ember', 'all', 'start with Ember'],
  ['Ember', 'none', null],
] as const)('"series %s %s" answers it with %s', async (name, monitor, words) => {
  await findGaps();
  await ask();
  const services = { platforms: ['discord'], policy: async () => policy } as unknown as Services;
  const actor = { id: '1', name: 'Ada', platform: 'discord', role: 'operator' } as const;

  await em().transactional((inner) =>
    series.run(
      { series: name, monitor, limit: 50, offset: 0 },
      { em: inner, actor, now, services },
    ),
  );

  const answers = await em().execute('select answered_by, answer from questions');
  expect(answers).toEqual([{ answered_by: words && 'Ada', answer: words }]);
});
