import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { discoverCommands } from '../src/command/discover.ts';
import { options, secretNames } from '../src/config-options.ts';
import { kinds } from '../src/former/take-over.ts';
import { discoverJobs, jobsFolder } from '../src/job/discover.ts';

const root = path.resolve(import.meta.dirname, '..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const pages = [
  'CONTRIBUTING.md',
  ...['architecture', 'checklists', 'containers', 'moving', 'troubleshooting', 'upgrading'].map(
    (name) => `docs/${name}.md`,
  ),
];
const scripts = (JSON.parse(read('package.json')) as { scripts: Record<string, string> }).scripts;

/** Programs of others, options of theirs and names inside a setting that the pages speak of. */
const outside = new Set(
  'npm npx node curl docker docker-compose systemctl systemd-analyze deploy/make-secrets.sh ls rsync postgres chmod USER ReadWritePaths= kind source raise null secrets library'.split(
    ' ',
  ),
);
const ofMlm = new Set(['min_ratio', 'unsat_buffer', 'audio_types', 'wedge_over', 'path_mapping']);

type Piece = { page: string; text: string };
const pieces: Piece[] = pages.flatMap((page) => {
  const prose = read(page).replaceAll(/^```[\s\S]*?^```/gm, '');
  return [...prose.matchAll(/`([^`]+)`/g)].map(([, text = '']) => ({ page, text }));
});
const blocks: Piece[] = pages.flatMap((page) =>
  [...read(page).matchAll(/^```\n([\s\S]*?)^```/gm)].flatMap(([, text = '']) =>
    text.split('\n').map((line) => ({ page, text: line })),
  ),
);

const told = ({ page, text }: Piece) => `${page}: ${text}`;

test('every npm script that a page names is one, with the command or job it runs', async () => {
  const commands = await discoverCommands();
  const jobs = (await discoverJobs(jobsFolder)).map(({ name }) => name);
  const ofRecipes = ['hello', 'greet'];

  const calls = [...pieces, ...blocks].flatMap((piece) =>
    [...piece.text.matchAll(/npm run ([\w-]+)(?: -- ([\w-]+))?/g)].map(([, script = '', word]) => ({
      piece,
      script,
      word,
    })),
  );
  const wrong = calls.filter(({ script, word = '' }) => {
    if (!(script in scripts)) return true;
    if (word === '' || word.startsWith('-') || ofRecipes.includes(word)) return false;
    if (script === 'cli') return !commands.has(word);
    return script === 'job' && !jobs.includes(word);
  });

  expect(wrong.map(({ piece }) => told(piece))).toEqual([]);
  expect(calls.length).toBeGreaterThan(25);
});

test('every command, setting and file that a page names is there', async () => {
  const commands = await discoverCommands();
  const settings = new Set([...Object.keys(options.shape), 'MEDIA_FOLDER']);
  const isThere = (text: string): boolean => {
    const [word = ''] = text.split(/[\s=]/);
    if (outside.has(word) || outside.has(text) || ofMlm.has(word)) return true;
    if (kinds.some((kind) => kind === word)) return true;
    if (/^[A-Z][A-Z0-9_]+$/.test(word)) return settings.has(word);
    // Places on the reader's machine, options, messages and names with a blank to fill in.
    if (/^[/.~-]|[<>…]|:\/\/|^\d|^\.env$/.test(word) || word === '`') return true;
    if (/[/.]/.test(word)) return existsSync(path.join(root, word));
    return commands.has(word);
  };

  expect(pieces.filter(({ text }) => !isThere(text)).map(told)).toEqual([]);
  expect(pieces.length).toBeGreaterThan(120);
});

test('every page that a page links to is there, with the heading', () => {
  const all = [
    'README.md',
    ...pages,
    'docs/differences.md',
    'docs/licences.md',
    'docs/operating.md',
  ];
  const links = all.flatMap((page) =>
    [...read(page).matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)/g)].map(
      ([, file = '', heading]) => ({ page, file, heading }),
    ),
  );
  const wrong = links.filter(({ page, file, heading }) => {
    const target = path.join(root, file === '' ? page : path.join(path.dirname(page), file));
    if (!existsSync(target)) return true;
    return heading !== undefined && !headingsOf(readFileSync(target, 'utf8')).includes(heading);
  });

  expect(wrong).toEqual([]);
  expect(links.length).toBeGreaterThan(15);
});

function headingsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w\s-]/g, '')
      .replaceAll(' ', '-'),
  );
}

test('the headings of troubleshooting are what the program says, or what a person sees without a word of it', () => {
  const source = readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => read(path.join('src', file)))
    .join('\n');
  const seen = [
    'Nothing happens when a button is pressed',
    'The commands are not there in Discord',
    'You are asked for a code',
  ];

  const headings = [...read('docs/troubleshooting.md').matchAll(/^### (.*)$/gm)].map(
    ([, heading = '']) => heading,
  );

  expect(headings.filter((one) => !source.includes(one) && !seen.includes(one))).toEqual([]);
  expect(headings.length).toBeGreaterThan(15);
});

test('the compose file and the maker of secrets name the same files, and only settings that are secrets', () => {
  const compose = read('docker-compose.yml');
  const maker = read('deploy/make-secrets.sh');
  const named = [...compose.matchAll(/^ {4}file: \.\/secrets\/(.*)$/gm)].map(
    ([, name = '']) => name,
  );
  const settings = [...compose.matchAll(/^ {6}([A-Z_]+)_FILE: \/run\/secrets\//gm)].map(
    ([, name = '']) => name,
  );

  expect(named.filter((name) => !maker.includes(name))).toEqual([]);
  expect(
    settings.filter(
      (name) => name !== 'POSTGRES_PASSWORD' && !secretNames.some((one) => one === name),
    ),
  ).toEqual([]);
  expect(named.length).toBeGreaterThanOrEqual(10);
});
