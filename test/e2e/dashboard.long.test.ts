import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { localOwner } from '../../src/app.ts';
import { openHttp } from '../../src/open-http.ts';
import { startWorld } from '../../src/sandbox/world.ts';
import { type Bot, startBot } from '../../src/start.ts';
import { hasBrowser, openBrowser } from '../support/browser.ts';
import { makeTemporaryFolder } from '../support/temporary-folder.ts';
import { until } from '../support/until.ts';
import { createChatRoom, roomPlatform } from './chat-room.ts';
import { createDatabaseUrl, patience, quick } from './test-bot.ts';

const apiKey = 'dashboard-key-0123456789-0123456789-0123456';
const axe = readFileSync(new URL(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

describe.skipIf(!hasBrowser)('the dashboard in a real browser', () => {
  let bot: Bot;
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  let base: string;
  const closings: (() => Promise<unknown>)[] = [];

  beforeAll(async () => {
    const folder = await makeTemporaryFolder();
    const world = await startWorld({ dir: path.join(folder, 'world') });
    closings.push(world.stop);
    const database = await createDatabaseUrl();
    closings.push(database.drop);
    bot = await startBot({
      environment: {
        ...world.environment,
        ...quick,
        DATABASE_URL: database.url,
        DATA_DIR: path.join(folder, 'data'),
        API_KEY: apiKey,
        HTTP_PORT: '0',
      },
      mode: 'bot',
      platforms: [roomPlatform(createChatRoom())],
      openHttp,
    });
    closings.push(bot.stop);
    base = bot.url ?? '';
    await until(() => isDone('library-scan'), patience);
    await until(() => isDone('account'), patience);
    await type('series', { series: 'all', monitor: 'all' });
    await until(async () => (await openProposals()).length >= 6, patience);
    browser = await openBrowser();
    closings.push(browser.close);
  }, 180_000);

  afterAll(async () => {
    for (const close of closings.reverse()) await close();
  }, 60_000);

  const type = (command: string, input: Record<string, string | number>) =>
    bot.execute({ command, input, actor: localOwner() });
  const rows = <Row>(statement: string) => bot.services.em().execute<Row[]>(statement);
  const isDone = async (job: string) =>
    (await rows(`select 1 from tasks where task_name = '${job}' and status = 'completed'`)).length >
    0;
  const openProposals = () =>
    rows<{ id: number }>(`select id from proposals where status = 'open' order by id`);
  const statusOf = async (id: number) =>
    (await rows<{ status: string }>(`select status from proposals where id = ${id}`))[0]?.status;

  async function signIn(page: Page): Promise<void> {
    await page.goto(`${base}/`);
    await page.getByLabel('API key').fill(apiKey);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'VIP', exact: true }).waitFor();
  }

  /** The card of an open proposal, which begins with its number. */
  async function firstCard(page: Page) {
    const [first] = await openProposals();
    if (!first) throw new Error('no proposal is open');
    const card = page.locator('#proposals article', {
      has: page.getByRole('heading', { name: new RegExp(`^${first.id}: `) }),
    });
    return { id: first.id, card };
  }

  /** What the checker finds; its script only runs in a page without the policy of ours. */
  const faultsOf = async (page: Page) => {
    await page.evaluate(axe);
    return await page.evaluate<string[]>(`axe.run().then(({ violations }) =>
      violations.map(({ id, nodes }) => id + ': ' + nodes[0].html.slice(0, 200)))`);
  };

  test('shows every section, and the browser complains about nothing', async () => {
    const { page, complaints } = await browser.visit();
    await signIn(page);

    const headings = await page.locator('section > h2').allTextContents();

    expect(headings).toEqual([
      'Health',
      'VIP',
      'Ratio',
      'Points',
      'Proposals',
      'Queue',
      'Seeding',
      'Library',
      'Events',
      'Rules',
      'Jobs',
    ]);
    expect(await page.locator('#vip .answer').textContent()).toMatch(/^\d+ days/);
    expect(await page.locator('#ratio .chart svg').count()).toBe(1);
    const cover = page.locator('#proposals img').first();
    await cover.scrollIntoViewIfNeeded();
    const width = () =>
      page.evaluate<number>(`document.querySelector('#proposals img').naturalWidth`);
    expect(await until(width, patience)).toBeGreaterThan(0);
    expect(complaints).toEqual([]);
  });

  test.each([
    ['light', 1280],
    ['dark', 1280],
    ['light', 320],
    ['dark', 320],
  ] as const)('has no fault that can be measured, %s and %i px wide', async (scheme, width) => {
    const context = { colorScheme: scheme, viewport: { width, height: 800 }, bypassCSP: true };
    const { page } = await browser.visit(context);
    await page.goto(`${base}/`);
    const atTheDoor = await faultsOf(page);
    await signIn(page);
    await page.locator('details').first().locator('summary').click();
    const overview = await faultsOf(page);
    const isTooWide = await page.evaluate(
      'document.documentElement.scrollWidth > document.documentElement.clientWidth',
    );
    const ground = await page.evaluate('getComputedStyle(document.body).backgroundColor');
    await page.goto(`${base}/api/docs`);
    const description = await faultsOf(page);
    const isTableTooWide = await page.evaluate(
      'document.documentElement.scrollWidth > document.documentElement.clientWidth',
    );
    await page.goto(`${base}/dashboard/show/queue`);

    expect(description).toEqual([]);
    expect(isTableTooWide).toBe(false);
    expect(atTheDoor).toEqual([]);
    expect(overview).toEqual([]);
    expect(await faultsOf(page)).toEqual([]);
    expect(isTooWide).toBe(false);
    expect(ground).toBe(scheme === 'dark' ? 'rgb(19, 23, 31)' : 'rgb(246, 245, 242)');
  });

  test('approves and rejects without a script, on a telephone', async () => {
    const options = { javaScriptEnabled: false, viewport: { width: 320, height: 700 } };
    const { page } = await browser.visit(options);
    await signIn(page);
    const approved = await firstCard(page);

    await approved.card.getByRole('button', { name: 'Approve' }).click();
    const notice = await page.getByRole('status').filter({ hasText: 'Approved' }).textContent();
    const rejected = await firstCard(page);
    await rejected.card.locator('summary', { hasText: 'Reject' }).click();
    await rejected.card.getByLabel(/why/i).selectOption('too big');
    await rejected.card.locator('details[open]').getByRole('button').click();
    await page.getByRole('status').filter({ hasText: 'Rejected' }).waitFor();

    expect(notice).toMatch(/^Approved: .*Approved byAPI key/);
    expect(await statusOf(approved.id)).toBe('approved');
    expect(await statusOf(rejected.id)).toBe('rejected');
  });

  test('a decision made elsewhere is shown without loading the page again', async () => {
    const { page } = await browser.visit();
    await signIn(page);
    const { id, card } = await firstCard(page);
    await page.evaluate('globalThis.isSamePage = true');

    await type('approve', { proposal: id });
    await card.waitFor({ state: 'detached' });

    expect(await page.evaluate('globalThis.isSamePage')).toBe(true);
    expect(await page.getByRole('status').textContent()).toMatch(/^(Proposals|Queue|Jobs): /);
  });

  test('what somebody is in the middle of is not taken out of their hands', async () => {
    const { page } = await browser.visit();
    await signIn(page);
    const { id, card } = await firstCard(page);
    await card.locator('summary', { hasText: 'Reject' }).click();
    const other = (await openProposals()).find((one) => one.id !== id);

    await type('approve', { proposal: other?.id ?? 0 });
    await page.locator('#live', { hasText: /./ }).waitFor();
    const isOpen = await card.locator('details[open]').count();
    await card.locator('summary', { hasText: 'Reject' }).click();
    const gone = page.locator('#proposals article h3', { hasText: `${other?.id}: ` });
    await page.locator('#line').focus();
    await gone.waitFor({ state: 'detached' });

    expect(isOpen).toBe(1);
  });

  test('everything is reached by keyboard, and where one stands is seen', async () => {
    const { page } = await browser.visit();
    await signIn(page);
    const { id, card } = await firstCard(page);

    await page.keyboard.press('Tab');
    const first = await page.evaluate('document.activeElement.textContent');
    await page.keyboard.press('Enter');
    const then = await page.evaluate('document.activeElement.id');
    await card.getByRole('button', { name: 'Approve' }).focus();
    const outline = await page.evaluate('getComputedStyle(document.activeElement).outlineWidth');
    await page.keyboard.press('Enter');
    await page.getByRole('status').filter({ hasText: 'Approved: ' }).waitFor();

    expect(first).toBe('Skip to the content');
    expect(then).toBe('main');
    expect(outline).toBe('3px');
    expect(await statusOf(id)).toBe('approved');
  });

  test('signing out in one window ends the other one, too', async () => {
    const { page } = await browser.visit();
    await signIn(page);
    const second = await page.context().newPage();
    await second.goto(`${base}/`);

    await second.getByRole('button', { name: 'Sign out' }).click();
    await page.getByLabel('API key').waitFor();

    expect(await rows('select * from web_sessions where notice is not null')).toEqual([]);
  });
});
