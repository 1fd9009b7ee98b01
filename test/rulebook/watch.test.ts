import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { giveFetchConsent } from '../../src/rulebook/consent.ts';
import { readRuleFile } from '../../src/rulebook/watch-folder.ts';
import { watchRules } from '../../src/rulebook/watch.ts';
import { pagesOf } from '../clients/mam/tracker-server.ts';
import { makeTemporaryFolder } from '../support/temporary-folder.ts';
import { useDatabase } from '../support/use-database.ts';
import { alerts, daysLater, known, now } from './rulebook.ts';

const { em } = useDatabase();
const { signal } = new AbortController();

let folder: string;
beforeEach(async () => {
  folder = await makeTemporaryFolder();
});
afterEach(() => rm(folder, { recursive: true }));

const watch = (changes: Partial<Parameters<typeof watchRules>[1]> = {}) =>
  watchRules(em(), { mam: null, folder, fetches: false, platforms: [], now, signal, ...changes });

test('a file in the watched folder is a version of the page it is named after', async () => {
  await writeFile(path.join(folder, 'rules.html'), `<pre>${known}</pre>`);
  await writeFile(path.join(folder, 'api-list.txt'), 'search: allowed\n');
  await writeFile(path.join(folder, 'shopping.txt'), 'milk\n');
  await mkdir(path.join(folder, 'faq'));

  const first = await watch();
  await writeFile(path.join(folder, 'rules.html'), `<pre>${known}\nNo bots.</pre>`);
  const second = await watch({ now: daysLater(1) });

  expect(first.changed).toEqual(['/api/list.php', '/rules.php']);
  expect(first.unread.map(({ page }) => page)).toEqual(['faq']);
  expect([second.changed, second.unchanged]).toEqual([['/rules.php'], ['/api/list.php']]);
  expect(await alerts(em())).toEqual(['warning The tracker changed: Rules']);
});

test.each(['../secret.txt', '/etc/passwd', 'sub/rules.html', 'link.html', '..', 'gone.html'])(
  'the file "%s" is not read',
  async (name) => {
    await writeFile(path.join(folder, 'target'), 'x');
    await symlink(path.join(folder, 'target'), path.join(folder, 'link.html'));

    await expect(readRuleFile(folder, name)).rejects.toMatchObject({ code: 'not_found' });
  },
);

test('nothing is fetched unless it is switched on and an owner has allowed it', async () => {
  const { mam, received } = await pagesOf(() => known, true);

  const off = await watch({ mam });
  const notAllowed = await watch({ mam, fetches: true });

  expect(received).toEqual([]);
  expect(off.notes).toEqual([]);
  expect(notAllowed.notes).toEqual([expect.stringContaining('an owner has to allow it')]);
});

test('the client itself refuses a page as long as nobody allowed it', async () => {
  const { mam, received } = await pagesOf(() => known, false);

  await expect(mam.rulePage('/rules.php')).rejects.toThrow('nobody has said');
  await expect(mam.rulePage('/takelogin.php')).rejects.toThrow('outside');
  expect(received).toEqual([]);
});

test('allowed pages are fetched with the session alone, one after the other', async () => {
  await giveFetchConsent(em(), 'Ada', now);
  const { mam, received } = await pagesOf(() => `<pre>${known}</pre>`, true);

  const report = await watch({ mam, fetches: true });

  expect(report.changed).toHaveLength(7);
  expect(received.map(({ url }) => url)).toContain('/rules.php');
  expect(new Set(received.map(({ method }) => method))).toEqual(new Set(['GET']));
});

test('the sign-in page is a lost session, not a change, and ends the round', async () => {
  await giveFetchConsent(em(), 'Ada', now);
  const pages = await pagesOf(() => `<pre>${known}</pre>`, true);
  await watch({ mam: pages.mam, fetches: true });
  const { mam, received } = await pagesOf(() => '<form action="/takelogin.php">x</form>', true);

  const report = await watch({ mam, fetches: true });

  expect(report).toMatchObject({ changed: [], unread: [{ page: '/rules.php' }] });
  expect(received).toHaveLength(1);
  expect(await alerts(em())).toEqual([]);
});
