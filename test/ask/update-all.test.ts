import { mkdir, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { updateAll, whyNothingToDo } from '../../src/ask/update-all.ts';
import { makeTemporaryFolder } from '../support/temporary-folder.ts';
import { useDatabase } from '../support/use-database.ts';
import { ask, now, servicesFor, shown } from './desk.ts';

const { em } = useDatabase();
const { signal } = new AbortController();

let folder: string;
beforeEach(async () => {
  folder = await makeTemporaryFolder();
});
afterEach(() => rm(folder, { recursive: true }));

const services = () => servicesFor(em, { environment: { RULES_DIR: folder } });
const update = async () => (await updateAll(em(), services(), now, signal)).index;
const put = (name: string, text: string) => writeFile(path.join(folder, name), text);
const asked = async (question: string) => shown(await ask(services(), { question }));

test('notes in the folder are read as what they are: Markdown, text and HTML', async () => {
  await put('habits.md', '## Backups\nThe zebra is copied at four.');
  await put('plain.txt', 'The giraffe eats at noon.');
  await put('saved.html', '<h2>Lions</h2><p>The lion sleeps at ten.</p><script>x</script>');
  await put('picture.png', 'zebra');
  await put('rules.html', '<p>Not a note.</p>');

  const { read } = await update();

  expect(read).toEqual(expect.arrayContaining(['habits.md', 'plain.txt', 'saved.html']));
  expect(read).not.toContain('rules.html');
  expect(await asked('when is the zebra copied')).toContain('habits.md · Backups · as of 2');
  expect(await asked('when does the giraffe eat')).toContain('The giraffe eats at noon.');
  expect(await asked('when does the lion sleep')).toContain('saved.html · Lions');
});

test('what has not changed is not read again, what has is, and what is gone is forgotten', async () => {
  await put('a.md', 'The zebra is striped.');
  await put('b.md', 'The lion roars.');
  await update();

  const idle = await whyNothingToDo(services());
  const same = await update();
  await put('a.md', 'The zebra is plain.');
  await utimes(path.join(folder, 'a.md'), now, now);
  await rm(path.join(folder, 'b.md'));
  const isIdle = await whyNothingToDo(services());
  const changed = await update();

  expect(idle).toBe('no page, note or document has changed');
  expect(same).toEqual({ read: [], removed: [], unreadable: [] });
  expect(isIdle).toBeNull();
  expect(changed).toMatchObject({ read: ['a.md'], removed: ['notes:b.md'] });
  expect(await asked('is the zebra striped or plain')).toContain('The zebra is plain.');
});

test('a file that cannot be read is told once and keeps the passages it had', async () => {
  await put('a.html', '<p>The zebra is striped.</p>');
  await update();
  await put('a.html', '<body><form action="/takelogin.php">Sign in</form></body>');

  const report = await update();

  expect(report.unreadable).toEqual([
    { label: 'a.html', reason: expect.stringContaining('sign-in page') },
  ]);
  expect(await whyNothingToDo(services())).not.toBeNull();
  expect(await asked('what is the zebra like')).toContain('The zebra is striped.');
});

test('links and folders of the folder are left alone', async () => {
  await mkdir(path.join(folder, 'inside.md'));
  await put('target', 'secret zebra');
  await symlink(path.join(folder, 'target'), path.join(folder, 'link.md'));

  const { read, unreadable } = await update();

  expect([...read, ...unreadable].map(String).join()).not.toMatch(/inside|link\.md/);
});

test('a word longer than PostgreSQL indexes does no harm', async () => {
  await put('a.txt', `${'z'.repeat(5000)} zebra ${'\u0000'} end`);

  expect((await update()).read).toContain('a.txt');
  expect(await asked('zebra end')).toContain('zebra');
});
