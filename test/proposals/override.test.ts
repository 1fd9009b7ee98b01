import { beforeEach, expect, test } from 'vitest';
import approveCommand from '../../commands/approve.ts';
import type { Actor } from '../../src/command/actor.ts';
import type { Reply } from '../../src/command/reply.ts';
import { whyWait } from '../../src/downloads/may-start.ts';
import { Download } from '../../src/downloads/download.entity.ts';
import type { Services } from '../../src/services.ts';
import { buttonsOf, textOf } from '../e2e/chat-room.ts';
import { execute } from '../spending/run-command.ts';
import { useDatabase } from '../support/use-database.ts';
import {
  ada,
  addReading,
  addWanted,
  choiceOf,
  hoursLater,
  now,
  paidFor,
  policy,
  proposeBook,
  readAccount,
  states,
} from './builders.ts';

const { em, openSecond } = useDatabase();
const olive: Actor = { ...ada, name: 'Olive', role: 'owner' };
const gb = paidFor('Salt', { sizeBytes: 1e9, trackerId: '70012' });
const poor = { uploaded: 9000, downloaded: 1000, points: 900, vipDays: 5 };

beforeEach(async () => {
  const book = await addWanted(em(), 'The Salt Road');
  const figures = { uploadedBytes: 9e12, downloadedBytes: 1e12, points: 900 };
  const ledger = readAccount({ ...figures, vipUntil: hoursLater(5 * 24) });
  await proposeBook(em(), book, choiceOf(gb), { ledger });
});

const services = { now: () => now, platforms: ['discord'], policy: async () => policy };
const say = (input: object, actor = olive, from = em): Promise<Reply> =>
  execute(approveCommand, { services: services as unknown as Services }, from, actor, {
    proposal: 1,
    ...input,
  });
const pressOf = (reply: Reply) => buttonsOf(reply)[0]?.input ?? {};
const audit = () => em().execute('select command, outcome, input from audit order by id');

test('an owner sees the numbers first, then approves: one download, one audit row', async () => {
  await addReading(em(), poor);

  const question = await say({ override: true });
  const asked = await states(em());
  const done = await say(pressOf(question));

  expect(textOf(question)).toMatch(
    /Ratio: 9\.00 → 8\.99[^]*Points: 900[^]*buying its size back: 400[^]*VIP left: 5\.0 days/,
  );
  expect(textOf(question)).toMatch(/vip safe: 5\.0 days[^]*points after: 400/);
  expect(asked).toEqual({ 1: 'held' });
  expect(textOf(done)).toContain('Set aside: VIP and the points reserve, for this one');
  expect(await em().execute('select status, with_override, is_paid from downloads')).toEqual([
    { status: 'queued', with_override: true, is_paid: true },
  ]);
  expect(await audit()).toMatchObject([
    { command: 'approve', outcome: 'done', input: { override: true, proposal: 1 } },
  ]);
});

test('two owners who confirm at once start one download', async () => {
  await addReading(em(), poor);
  const press = pressOf(await say({ override: true }));
  const second = await openSecond();

  const presses = await Promise.allSettled([say(press), say(press, olive, second), say(press)]);

  expect(presses.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await em().execute('select id from downloads')).toHaveLength(1);
});

test('the grab looks at VIP no more, but at everything else', async () => {
  await addReading(em(), poor);
  await say(pressOf(await say({ override: true })));
  const download = await em().findOneOrFail(Download, 1);
  const look = () =>
    whyWait({ ...services, mam: null }, em(), download, {
      freeBytes: null,
      sizeBytes: 1e9,
      approver: 'person',
    });

  const allowed = await look();
  await addReading(em(), { ...poor, uploaded: 1000 });
  const tooLow = await look();
  download.withOverride = false;
  await addReading(em(), poor);
  const another = await look();

  expect(allowed).toBeNull();
  expect(tooLow).toMatch(/^ratio-after is/);
  expect(another).toMatch(/^vip-safe is 5.0 days/);
});

test('nobody but an owner may, and a made-up confirmation is none', async () => {
  await addReading(em(), poor);

  await expect(say({ override: true }, ada)).rejects.toMatchObject({ code: 'not_allowed' });
  await expect(say({ override: true, confirm: 'yes' })).rejects.toMatchObject({ code: 'conflict' });
  expect(await states(em())).toEqual({ 1: 'held' });
});

test('with other figures than were shown it is asked again', async () => {
  await addReading(em(), poor);
  const press = pressOf(await say({ override: true }));

  await addReading(em(), { ...poor, vipDays: 2 });

  await expect(say(press)).rejects.toMatchObject({
    code: 'conflict',
    message: 'The figures have changed since they were shown.',
  });
});

test.each<[string, object, RegExp]>([
  ['a ratio of exactly 1.00 afterwards', { ...poor, uploaded: 1001 }, /ratio-after is 1.00/],
  ['a ratio below it', { ...poor, uploaded: 900 }, /ratio-after is 0.89/],
  ['the unsatisfied limit', { ...poor, unsatisfied: 90 }, /unsatisfied is 90 of 100/],
  ['an old reading', { ...poor, at: hoursLater(-1) }, /its ratio is unknown/],
])('never past %s', async (_, reading, message) => {
  await addReading(em(), reading);

  await expect(say({ override: true })).rejects.toMatchObject({
    code: 'frozen',
    message: expect.stringMatching(message) as string,
  });
});

test('never without a reading at all', async () => {
  await expect(say({ override: true })).rejects.toMatchObject({ code: 'frozen' });
});

test('where VIP is safe there is nothing to set aside', async () => {
  await addReading(em(), { ...poor, points: 20_000, vipDays: 40 });

  await expect(say({ override: true })).rejects.toMatchObject({
    code: 'conflict',
    hint: '"approve 1" approves it.',
  });
});

test('it is not remembered: the next paid book waits again', async () => {
  await addReading(em(), poor);
  await say(pressOf(await say({ override: true })));
  const next = await addWanted(em(), 'The Glass Road');
  const ledger = readAccount({ uploadedBytes: 9e12, downloadedBytes: 1e12, points: 900 });

  const other = paidFor('Glass', { sizeBytes: 1e9, trackerId: '70013' });
  expect(await proposeBook(em(), next, choiceOf(other), { ledger })).toBe('held');
});
