import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { createSeedbox } from '../../src/clients/mam/seedbox.ts';
import { loadConfig } from '../../src/config.ts';
import { seedboxProblems } from '../../src/health/seedbox-check.ts';
import { json, type SandboxAnswer, serve, text } from '../../src/sandbox/http.ts';
import { keepSeedbox } from '../../src/seedbox/keep.ts';
import type { Services } from '../../src/services.ts';
import { openBotStage } from '../e2e/stage.ts';
import { useDatabase } from '../support/use-database.ts';

const { em } = useDatabase();
const start = new Date('2026-06-15T12:00:00Z');
const place = { ip: '203.0.113.7', ASN: 64500, AS: 'Example Net' };
const done = json({ Success: true, msg: 'Completed', ...place });
const same = json({ Success: true, msg: 'No change', ...place });
const refused = json({ Success: false, msg: 'Invalid session - Invalid Cookie' }, 403);

let clock = start;
beforeEach(() => {
  clock = start;
});

/** The tracker host with answers of ours, in their order; the last one is given again and again. */
async function openSite(...answers: SandboxAnswer[]) {
  const site = await serve({
    notFound: text('Not Found', 404),
    wrap: (_request, next) => next(),
    routes: [
      {
        kind: 'seedbox',
        method: 'GET',
        path: '/json/dynamicSeedbox.php',
        answer: () => (answers.length > 1 ? answers.shift() : answers[0]) ?? text('', 500),
      },
    ],
  });
  onTestFinished(site.stop);
  return site;
}

function servicesFor(url: string, cookie = 'second-session') {
  const warnings: unknown[] = [];
  const services = {
    em,
    now: () => clock,
    config: loadConfig({ SEEDBOX_MAM_ID: cookie }),
    platforms: ['discord'],
    seal: { close: (plain: Buffer) => plain, open: (sealed: Buffer) => sealed },
    seedbox: createSeedbox({ baseUrl: url, userAgent: 'test', now: () => clock }),
    log: { warn: (what: unknown) => warnings.push(what) } as unknown as Services['log'],
  };
  return { services, warnings };
}

const later = (minutes: number) => {
  clock = new Date(clock.getTime() + minutes * 60_000);
};
const cookies = (site: { requests: { headers: { cookie?: string | undefined } }[] }) =>
  site.requests.map(({ headers }) => headers.cookie);
const alerts = async () =>
  (await em().execute<{ kind: string }[]>('select kind from alerts')).map(({ kind }) => kind);

test('the address is told once an hour, with the cookie that came last', async () => {
  const rotated = { ...done, headers: { ...done.headers, 'set-cookie': 'mam_id=rotated; path=/' } };
  const site = await openSite(rotated, same);
  const { services } = servicesFor(site.url);

  const first = await keepSeedbox(services);
  later(60);
  const early = await keepSeedbox(services);
  later(2);
  const second = await keepSeedbox(services);

  expect([first, early, second]).toEqual(['changed', null, 'same']);
  expect(cookies(site)).toEqual(['mam_id=second-session', 'mam_id=rotated']);
  expect(await em().execute('select address, network, outcome from seedbox_session')).toEqual([
    { address: '203.0.113.7', network: 'Example Net', outcome: 'same' },
  ]);
  expect(await seedboxProblems(em(), services)).toEqual([]);
});

test('two processes at once ask once', async () => {
  const site = await openSite(done);
  const { services } = servicesFor(site.url);

  const outcomes = await Promise.all(Array.from({ length: 6 }, () => keepSeedbox(services)));

  expect(outcomes.filter((outcome) => outcome !== null)).toEqual(['changed']);
  expect(site.requests).toHaveLength(1);
});

test('a refused session is told once and left alone until another one is configured', async () => {
  const site = await openSite(refused, refused, done);
  const { services } = servicesFor(site.url);

  await keepSeedbox(services);
  later(120);
  const again = await keepSeedbox(services);
  const problems = await seedboxProblems(em(), services);
  const renewed = await keepSeedbox(servicesFor(site.url, 'third').services);

  expect([again, renewed]).toEqual([null, 'refused']);
  expect(cookies(site)).toEqual(['mam_id=second-session', 'mam_id=third']);
  expect(problems).toMatchObject([
    { area: 'seedbox', text: expect.stringContaining('Invalid Cookie') as string },
  ]);
  expect(await alerts()).toEqual(['seedbox-refused', 'seedbox-refused']);
});

test('when a rotated cookie is refused, the configured one has its turn an hour later', async () => {
  const rotated = { ...done, headers: { ...done.headers, 'set-cookie': 'mam_id=rotated; path=/' } };
  const site = await openSite(rotated, refused, same);
  const { services } = servicesFor(site.url);

  for (const _hour of [1, 2, 3]) {
    await keepSeedbox(services);
    later(61);
  }

  expect(cookies(site)).toEqual([
    'mam_id=second-session',
    'mam_id=rotated',
    'mam_id=second-session',
  ]);
  expect(await alerts()).toEqual([]);
});

test.each<[string, SandboxAnswer, string]>([
  [
    'a change that came too soon',
    json({ Success: false, msg: 'Last change too recent' }, 429),
    'too-soon',
  ],
  ['a fault of the site', text('<h1>Bad Gateway</h1>', 502), 'unknown'],
  ['half an answer', text('{"Success":tr'), 'unknown'],
])('%s ends nothing, and is tried again in an hour', async (_what, answer, outcome) => {
  const site = await openSite(answer, done);
  const { services, warnings } = servicesFor(site.url);

  const first = await keepSeedbox(services);
  later(61);

  expect([first, await keepSeedbox(services)]).toEqual([outcome, 'changed']);
  expect(JSON.stringify(warnings)).not.toContain('second-session');
});

test('the job that reads the account tells the address, and only where a session for it is set', async (context) => {
  const site = await openSite(done);
  const stage = await openBotStage(context);
  const bot = await stage.start({ SEEDBOX_MAM_ID: 'second-session', MAM_TRACKER_URL: site.url });

  await bot.type('run', { job: 'account' });

  await expect
    .poll(() => bot.rows('select outcome from seedbox_session'), { timeout: 60_000 })
    .toEqual([{ outcome: 'changed' }]);
  expect(cookies(site)).toEqual(['mam_id=second-session']);
});
