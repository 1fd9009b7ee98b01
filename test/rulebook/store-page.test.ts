import { expect, test } from 'vitest';
import { fetchConsent, giveFetchConsent } from '../../src/rulebook/consent.ts';
import {
  acknowledge,
  listRulePages,
  readPage,
  searchRules,
} from '../../src/rulebook/read-rules.ts';
import { useDatabase } from '../support/use-database.ts';
import { alerts, board, bring, daysLater, known, now, rules } from './rulebook.ts';

const { em, openSecond } = useDatabase();

test('the first version is stored without an alert, the same text again changes only when it was seen', async () => {
  const outcomes = [
    await bring(em(), known),
    await bring(em(), `  ${known.replaceAll(' ', '\u00a0 ')}\n\n`, { at: daysLater(1) }),
  ];

  expect(outcomes.map(({ kind }) => kind)).toEqual(['first', 'unchanged']);
  expect(await alerts(em())).toEqual([]);
  expect((await listRulePages(em()))[0]).toMatchObject({
    version: 1,
    changedAt: now,
    seenAt: daysLater(1),
  });
});

test('one changed line is one alert with that line, and none on the next day', async () => {
  await bring(em(), known);
  const changed = known.replace('72 hours', '96 hours');

  await bring(em(), changed);
  await bring(em(), changed, { at: daysLater(1) });

  expect(await alerts(em())).toEqual(['warning The tracker changed: Rules']);
  const [alert] = await em().execute<{ reply: string }[]>('select reply::text from alerts');
  expect(alert?.reply).toContain('gone: Seed each torrent for 72 hours');
  expect(alert?.reply).toContain('new: Seed each torrent for 96 hours');
  expect(await readPage(em(), rules)).toMatchObject({
    version: 2,
    changes: [{ title: '1.3 Seeding' }],
  });
});

test('a page that lost most of its text could not be read: nothing is removed, until a person is sure', async () => {
  await bring(em(), known);

  const outcome = await bring(em(), 'We are moving servers, back soon.');

  expect(outcome).toMatchObject({ kind: 'unlike', version: 1 });
  expect(await alerts(em())).toEqual([]);
  expect(await bring(em(), 'All new rules.', { isSure: true })).toMatchObject({ version: 2 });
});

test('sections in another order say the same', async () => {
  await bring(em(), known);
  const [one, two, three, four, five, six] = known.split('\n');

  const outcome = await bring(em(), [five, six, one, two, three, four].join('\n'));

  expect(outcome).toEqual({ kind: 'unchanged', version: 1 });
});

test('boards and notes tell less loudly that something is new', async () => {
  await bring(em(), 'topic: cookies\ntopic: hats\ntopic: shoes', { page: board });
  await bring(em(), 'topic: cookies\ntopic: hats\ntopic: shoes\ntopic: gloves', { page: board });

  expect(await alerts(em())).toEqual(['info New on the tracker: Feature requests board']);
});

test('two people who bring the same change at once make one version and one alert', async () => {
  await bring(em(), known);
  const second = await openSecond();
  const changed = known.replace('72', '96');

  const outcomes = await Promise.all([bring(em(), changed), bring(second(), changed)]);

  expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['changed', 'unchanged']);
  expect(await alerts(em())).toHaveLength(1);
});

test('every state of the rulebook is a row people can query', async () => {
  await bring(em(), known);
  await bring(em(), known.replace('72', '96'));

  const rows = await em().execute(
    `select rule_version, rules_json -> '/rules.php' ->> 'version' as version, freeleech_active
       from mam_rules order by 1`,
  );

  expect(rows).toEqual([
    { rule_version: 1, version: '1', freeleech_active: null },
    { rule_version: 2, version: '2', freeleech_active: null },
  ]);
});

test('a change is acknowledged once', async () => {
  await bring(em(), known);
  await bring(em(), known.replace('72', '96'));

  const answers = [
    await acknowledge(em(), rules, 'Ada', now),
    await acknowledge(em(), rules, 'Ben', now),
  ];

  expect(answers).toEqual([true, false]);
  expect((await listRulePages(em()))[0]?.isAcknowledged).toBe(true);
});

test('words are found in the stored pages with the place they stand at', async () => {
  await bring(em(), known);

  expect(await searchRules(em(), 'seed hours')).toMatchObject([
    { page: '/rules.php', title: '1.3 Seeding', text: expect.stringContaining('72 hours') },
  ]);
  expect(await searchRules(em(), 'unicorn')).toEqual([]);
});

test('the consent to fetch ends after 90 days', async () => {
  const before = await fetchConsent(em(), now);
  await giveFetchConsent(em(), 'Ada', now);

  expect(before).toBeNull();
  expect(await fetchConsent(em(), daysLater(89))).toMatchObject({ by: 'Ada' });
  expect(await fetchConsent(em(), daysLater(90))).toBeNull();
});
