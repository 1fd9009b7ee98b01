import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { alertKinds, urgentKinds } from '../src/alerts/kinds.ts';
import { controls } from './controls/list.ts';
import { environmentExample, generatedSections, replaceSection } from '../src/reference.ts';

const root = path.resolve(import.meta.dirname, '..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const scripts = (JSON.parse(read('package.json')) as { scripts: Record<string, string> }).scripts;

test('the example of the configuration lists every setting as the program reads it', () => {
  expect(read('.env.example')).toBe(environmentExample());
});

test('what the documents say of commands and jobs is what the code says', async () => {
  const sections = await generatedSections();

  expect(sections.length).toBeGreaterThan(3);
  for (const { file, name, content } of sections) {
    expect(read(file)).toBe(replaceSection(read(file), name, content));
  }
});

test('the README keeps to a length that is read', () => {
  const lines = read('README.md').split('\n').length;

  expect(lines).toBeGreaterThanOrEqual(100);
  expect(lines).toBeLessThanOrEqual(160);
});

test('every npm script the documents name exists', () => {
  const documents = ['README.md', 'docs/decisions.md', 'docs/operating.md', 'docs/security.md']
    .map(read)
    .join('\n');

  const named = [...documents.matchAll(/npm run ([a-z-]+)/g)].map(([, name]) => name ?? '');

  expect(named.filter((name) => !(name in scripts))).toEqual([]);
  expect(named.length).toBeGreaterThan(3);
});

test('every kind of alert has its line in the page about alerts, and no line names another', () => {
  const rows = read('docs/alerts.md')
    .split('\n')
    .filter((line) => line.startsWith('| `'));
  const named = rows.flatMap((row) => row.split('|')[1]?.match(/[a-z][a-z0-9-]+/g) ?? []);

  expect(named.toSorted()).toEqual([...alertKinds].toSorted());
});

test('each fault in the page about reliability names tests that there are', () => {
  const [, faults = ''] = read('docs/reliability.md').split('## What goes wrong, and what happens');
  const named = faults
    .split('\n')
    .filter((line) => line.startsWith('| ') && line.includes('`test/'))
    .map((row) => row.match(/test\/[\w./-]+\.ts/g) ?? []);

  expect(named).toHaveLength(30);
  expect(named.flat().filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
});

test('what is urgent stands under that heading', () => {
  const [, urgent = ''] = read('docs/alerts.md').split(/^## /m);
  const named = [...urgent.matchAll(/^\| `([a-z-]+)`/gm)].map(([, kind = '']) => kind);

  expect(named.toSorted()).toEqual([...urgentKinds].toSorted());
});

test('every test that the page about security names exists, and its count is right', () => {
  const page = read('docs/security.md');
  const named = [...page.matchAll(/`(test\/[\w/.-]+\.ts)`/g)].map(([, file = '']) => file);
  const rows = [...page.matchAll(/^\| \d+\.\d+\.\d+ \|.*\| (.*) \|$/gm)].map(([, by]) => by);
  const tested = rows.filter((by) => by !== '–').length;

  expect(named.length).toBeGreaterThan(50);
  expect(named.filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
  expect(page).toContain(`Of the rest ${tested} of ${rows.length} have a test`);
});

test('each control of the list can be taken away, and belongs to requirements of the page', () => {
  const numbers = new Set(
    [...read('docs/security.md').matchAll(/^\| (\d+\.\d+\.\d+) \|/gm)].map(([, number]) => number),
  );
  const lost = controls.filter(({ file, find }) => read(file).split(find).length !== 2);
  const strange = controls.flatMap(({ asvs }) => asvs.filter((number) => !numbers.has(number)));

  expect(lost.map(({ control }) => control)).toEqual([]);
  expect(strange).toEqual([]);
});

test('every symptom of the page about troubleshooting is brought about and put right by a test of its name', () => {
  const symptoms = [...read('docs/troubleshooting.md').matchAll(/^### (.*)$/gm)].map(
    ([, symptom = '']) => symptom,
  );
  const tested = readdirSync(path.join(root, 'test/troubleshooting'))
    .filter((file) => file.endsWith('.test.ts'))
    .flatMap((file) => [
      ...read(`test/troubleshooting/${file}`).matchAll(/^(?:test\(| {2})'(.*)',/gm),
    ])
    .map(([, name = '']) => name);

  expect(symptoms.filter((symptom) => !tested.includes(symptom))).toEqual([]);
  expect(symptoms.length).toBeGreaterThan(15);
});
