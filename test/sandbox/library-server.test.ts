import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { renderRecording } from '../../src/sandbox/audio.ts';
import { type LibraryServer, startLibraryServer } from '../../src/sandbox/library-server.ts';
import { makeTemporaryFolder } from '../support/temporary-folder.ts';

type Row = Record<string, unknown> & { id: string };

/** For a machine that is busy with other tests. */
const patience = { timeout: 10_000, interval: 10 };

let folder: string;
let server: LibraryServer;

beforeEach(async () => {
  folder = await makeTemporaryFolder();
  await addBook('Ann Writer/Clockwork/01 - First {Bea Reader}', 'First');
  server = await startLibraryServer({ folder, now: () => new Date(), scanMs: 50 });
});

afterEach(async () => {
  await server.stop();
  await rm(folder, { recursive: true });
});

async function addBook(path: string, album: string, seconds = 6): Promise<void> {
  const author = path.split('/')[0] ?? '';
  const tags = { title: album, album, author, narrator: 'Bea Reader', year: 1901 };
  const recording = { seconds, kbps: 64, chapters: ['One', 'Two'] };
  await mkdir(join(folder, path), { recursive: true });
  await writeFile(
    join(folder, path, 'audio.mp3'),
    renderRecording({ ...recording, tags: { ...tags, track: null, asin: null } }),
  );
}

async function ask(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = { authorization: `Bearer ${server.token}` };
  return fetch(`${server.url}${path}`, { headers, ...init });
}

async function list(query = ''): Promise<Row[]> {
  const answer = await ask(`/api/libraries/${server.libraryId}/items?${query}`);
  return ((await answer.json()) as { results: Row[] }).results;
}

async function expanded(id: string): Promise<Row> {
  return (await (await ask(`/api/items/${id}`)).json()) as Row;
}

async function patch(id: string, body: object): Promise<{ updated?: boolean; libraryItem: Row }> {
  const answer = await ask(`/api/items/${id}/media`, {
    method: 'PATCH',
    body: JSON.stringify(body),
  });
  return (await answer.json()) as { updated?: boolean; libraryItem: Row };
}

async function tasks(): Promise<Row[]> {
  return ((await (await ask('/api/tasks')).json()) as { tasks: Row[] }).tasks;
}

async function scan(): Promise<void> {
  await ask(`/api/libraries/${server.libraryId}/scan`, { method: 'POST' });
  await vi.waitFor(async () => expect(await tasks()).toEqual([]), patience);
}

test('a request without the key is refused', async () => {
  const anonymous = await fetch(`${server.url}/api/libraries`);

  expect(anonymous.status).toBe(401);
  expect((await fetch(`${server.url}/status`)).status).toBe(200);
});

test('the listing is short whatever is asked, batch/get has people, series and files', async () => {
  const [short] = await list('limit=10&page=0&minified=0');
  const body = JSON.stringify({ libraryItemIds: [short?.id, 'unknown'] });
  const batch = await (await ask('/api/items/batch/get', { method: 'POST', body })).json();

  expect(short).toMatchObject({
    media: {
      metadata: { title: 'First', authorName: 'Ann Writer', seriesName: 'Clockwork #1' },
      numAudioFiles: 1,
      duration: 6,
    },
  });
  expect(short).not.toHaveProperty('media.metadata.authors');
  expect(batch).toMatchObject({
    libraryItems: [
      {
        media: {
          metadata: {
            authors: [{ id: expect.any(String), name: 'Ann Writer' }],
            narrators: ['Bea Reader'],
            series: [{ id: expect.any(String), name: 'Clockwork', sequence: '1' }],
          },
          audioFiles: [{ duration: 6, bitRate: 64_000, codec: 'mp3' }],
          chapters: [{ title: 'One' }, { title: 'Two' }],
        },
      },
    ],
  });
});

test('a scan is seen running and finds an added book', async () => {
  await addBook('Ann Writer/Clockwork/02 - Second {Bea Reader}', 'Second');

  const answer = await ask(`/api/libraries/${server.libraryId}/scan`, { method: 'POST' });
  const running = await tasks();
  await vi.waitFor(async () => expect(await tasks()).toEqual([]), patience);

  expect(await answer.text()).toBe('OK');
  expect(running).toMatchObject([{ action: 'library-scan', isFinished: false }]);
  const [newest] = await list('sort=addedAt&desc=1&limit=1');
  expect(newest).toMatchObject({
    media: { metadata: { title: 'Second', seriesName: 'Clockwork #2' } },
  });
});

test('a changed file keeps the item, a moved folder too, a vanished one is missing', async () => {
  const id = (await list())[0]?.id ?? '';
  await addBook('Ann Writer/Clockwork/01 - First {Bea Reader}', 'First', 12);
  await scan();
  const changed = await expanded(id);
  await rename(join(folder, 'Ann Writer/Clockwork'), join(folder, 'Ann Writer/Gears'));
  await scan();
  const moved = await expanded(id);
  await rm(join(folder, 'Ann Writer'), { recursive: true });
  await scan();

  expect(changed).toMatchObject({ media: { duration: 12 } });
  expect(moved).toMatchObject({ relPath: 'Ann Writer/Gears/01 - First {Bea Reader}' });
  expect(await list('filter=issues')).toMatchObject([{ id, isMissing: true }]);
});

test('disc folders join, companions belong to their book, unreadable audio is none', async () => {
  await addBook('Ann Writer/Long Book/CD1', 'Long Book');
  await addBook('Ann Writer/Long Book/CD2', 'Long Book');
  await writeFile(join(folder, 'Ann Writer/Long Book/cover.jpg'), 'picture');
  await mkdir(join(folder, 'Nobody/Nothing'), { recursive: true });
  await writeFile(join(folder, 'Nobody/Nothing/audio.mp3'), 'not audio');
  await scan();

  const items = await list('sort=media.metadata.title');
  expect(items).toMatchObject([
    { relPath: 'Ann Writer/Clockwork/01 - First {Bea Reader}' },
    { relPath: 'Ann Writer/Long Book', numFiles: 3, media: { numAudioFiles: 2, duration: 12 } },
  ]);
});

test('a patch replaces what it names and survives a scan', async () => {
  const id = (await list())[0]?.id ?? '';

  const { updated } = await patch(id, {
    metadata: {
      title: 'Renamed',
      series: [{ name: 'Gears', sequence: '1.5' }],
      publishedYear: 1902,
    },
    tags: ['kept'],
  });
  await addBook('Ann Writer/Clockwork/01 - First {Bea Reader}', 'First', 12);
  await scan();

  expect(updated).toBe(true);
  expect(await expanded(id)).toMatchObject({
    media: {
      metadata: { title: 'Renamed', seriesName: 'Gears #1.5', publishedYear: '1902' },
      tags: ['kept'],
      duration: 12,
    },
  });
});

test.each([
  [
    'a numeric sequence is lost',
    { series: [{ name: 'Gears', sequence: 2 }] },
    true,
    { seriesName: 'Gears' },
  ],
  ['authors as texts wipe the authors', { authors: ['Bob'] }, true, { authorName: '' }],
  ['an empty list removes all series', { series: [] }, true, { seriesName: '' }],
  [
    'a series without name voids the list',
    { series: [{ sequence: '1' }] },
    undefined,
    { seriesName: 'Clockwork #1' },
  ],
  ['an empty title is stored', { title: '' }, true, { title: '' }],
  [
    'a mixed list of narrators is ignored',
    { narrators: ['A', 1] },
    false,
    { narratorName: 'Bea Reader' },
  ],
  ['the same title is no update', { title: 'First' }, false, { title: 'First' }],
])('trap: %s', async (_, metadata, expectedUpdated, expected) => {
  const id = (await list())[0]?.id ?? '';

  const { updated, libraryItem } = await patch(id, { metadata });

  expect(updated).toBe(expectedUpdated);
  expect(libraryItem).toMatchObject({ media: { metadata: expected } });
});

test('the search finds parts of titles and names', async () => {
  const found = await ask(`/api/libraries/${server.libraryId}/search?q=firs&limit=5`);

  expect(await found.json()).toMatchObject({
    book: [{ libraryItem: { path: join(folder, 'Ann Writer/Clockwork/01 - First {Bea Reader}') } }],
    authors: [],
  });
});
