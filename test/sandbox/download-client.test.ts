import { createHash } from 'node:crypto';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Dialect } from '../../src/sandbox/download-client/torrent.ts';
import { type DownloadClient, startDownloadClient } from '../../src/sandbox/download-client.ts';
import { makeReleases } from '../../src/sandbox/releases.ts';
import { createSwarm, readTorrent, type Swarm } from '../../src/sandbox/torrents.ts';
import { makeTemporaryFolder } from '../support/temporary-folder.ts';

type Row = Record<string, unknown>;

/** For a machine that is busy with other tests. */
const patience = { timeout: 10_000, interval: 10 };

let folder: string;
let swarm: Swarm;
let client: DownloadClient;
let cookie: string;

async function start(dialect: Dialect, bytesPerSecond = Number.POSITIVE_INFINITY): Promise<void> {
  const common = { swarm, defaultSavePath: folder, random: Math.random, now: () => new Date() };
  client = await startDownloadClient({ ...common, dialect, bytesPerSecond });
  const { username, password } = client;
  const answer = await post('auth/login', { username, password });
  cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
}

function ask(path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(`${client.url}/api/v2/${path}`, { headers: { cookie }, ...init });
}

function post(path: string, fields: Record<string, string>): Promise<Response> {
  return ask(path, { method: 'POST', body: new URLSearchParams(fields) });
}

function add(file: Buffer, fields: Record<string, string> = {}): Promise<Response> {
  const body = new FormData();
  body.set('torrents', new Blob([new Uint8Array(file)]), 'book.torrent');
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  return ask('torrents/add', { method: 'POST', body });
}

async function rows(query = ''): Promise<Row[]> {
  return (await (await ask(`torrents/info${query}`)).json()) as Row[];
}

function until(field: string, value: unknown): Promise<void> {
  return vi.waitFor(async () => {
    expect((await rows())[0]?.[field]).toBe(value);
  }, patience);
}

/** A torrent of several files that nobody announces anywhere. */
function someTorrent(): Buffer {
  const release = makeReleases().find((one) => one.parts === 4);
  if (!release) throw new Error('no release of four parts');
  return swarm.torrentFile(release, 'http://tracker.invalid/announce');
}

beforeEach(async () => {
  folder = await makeTemporaryFolder();
  swarm = createSwarm();
  cookie = '';
});

afterEach(async () => {
  await client.stop();
  await rm(folder, { recursive: true });
});

describe('the older Web API', () => {
  beforeEach(() => start('4.5'));

  test('a login answers in words and sets SID', async () => {
    const wrong = await post('auth/login', { username: 'sandbox', password: 'wrong' });

    expect([wrong.status, await wrong.text()]).toEqual([200, 'Fails.']);
    expect(cookie).toMatch(/^SID=/);
    expect(await (await ask('app/webapiVersion')).text()).toBe('2.8.19');
  });

  test('adding answers in words, twice the same is "Fails."', async () => {
    const first = await add(someTorrent(), { paused: 'true', stopped: 'false' });
    const second = await add(someTorrent());
    const garbage = await add(Buffer.from('no torrent'));

    expect(await Promise.all([first.text(), second.text()])).toEqual(['Ok.', 'Fails.']);
    expect([garbage.status, await garbage.text()]).toEqual([
      415,
      "Error: 'book.torrent' is not a valid torrent file.",
    ]);
    await until('state', 'pausedDL');
  });

  test('it pauses and resumes, and knows neither stop nor start', async () => {
    await add(someTorrent());
    await until('state', 'stalledUP');

    const stop = await post('torrents/stop', { hashes: 'all' });
    await post('torrents/pause', { hashes: 'all' });

    expect([stop.status, await stop.text()]).toEqual([404, 'Not Found']);
    expect((await rows())[0]).toMatchObject({ state: 'pausedUP' });
  });
});

describe('the newer Web API', () => {
  beforeEach(() => start('5.3'));

  test('a login answers with 204 and a cookie named after the port', async () => {
    const wrong = await post('auth/login', { username: 'sandbox', password: 'wrong' });

    expect([wrong.status, await wrong.text()]).toEqual([401, 'Unauthorized']);
    expect(cookie).toMatch(new RegExp(`^QBT_SID_${new URL(client.url).port}=`));
    expect(await (await ask('app/webapiVersion')).text()).toBe('2.16.2');
  });

  test('an API key passes without a login', async () => {
    const authorization = `Bearer ${client.apiKey}`;

    expect((await ask('app/version', { headers: { authorization } })).status).toBe(200);
  });

  test('adding answers with counts, twice the same is 409', async () => {
    const first = await add(someTorrent(), { paused: 'false', stopped: 'true' });
    const second = await add(someTorrent());

    const { infoHash } = readTorrent(someTorrent());
    expect(await first.json()).toMatchObject({ added_torrent_ids: [infoHash], success_count: 1 });
    expect([second.status, await second.text()]).toEqual([409, 'Conflict']);
    await until('state', 'stoppedDL');
  });

  test('it stops and starts, and knows neither pause nor resume', async () => {
    await add(someTorrent());
    await until('state', 'stalledUP');

    const pause = await post('torrents/pause', { hashes: 'all' });
    await post('torrents/stop', { hashes: 'all' });

    expect([pause.status, await pause.text()]).toEqual([404, 'Endpoint does not exist']);
    expect((await rows())[0]).toMatchObject({ state: 'stoppedUP', root_path: expect.any(String) });
  });
});

describe.each<Dialect>(['4.5', '5.3'])('Web API %s', (dialect) => {
  test('nothing passes without a login, and five wrong ones ban', async () => {
    await start(dialect);
    for (let count = 0; count < 5; count += 1) await post('auth/login', { username: 'x' });
    const { username, password } = client;

    expect((await ask('torrents/info', { headers: {} })).status).toBe(403);
    expect((await post('auth/login', { username, password })).status).toBe(403);
    expect((await ask('torrents/info')).status).toBe(200);
    expect((await ask('torrents/delete')).status).toBe(405);
    const foreign = { cookie, origin: 'http://elsewhere.invalid' };
    expect((await ask('torrents/info', { headers: foreign })).status).toBe(401);
  });

  test('what it writes has the piece hashes of the torrent', async () => {
    await start(dialect);
    const file = someTorrent();
    await add(file, { savepath: join(folder, 'shelf'), tags: 'mam, auto', category: 'books' });
    await until('state', 'stalledUP');

    const { files, pieces, pieceBytes, name } = readTorrent(file);
    const written = await Promise.all(
      files.map(({ path }) => readFile(join(folder, 'shelf', path))),
    );
    const content = Buffer.concat(written);
    const hashes = pieces.map((_, index) =>
      createHash('sha1')
        .update(content.subarray(index * pieceBytes, (index + 1) * pieceBytes))
        .digest('hex'),
    );
    expect(hashes).toEqual(pieces);
    expect((await rows('?category=books'))[0]).toMatchObject({
      progress: 1,
      amount_left: 0,
      tags: 'auto, mam',
      content_path: join(folder, 'shelf', name),
    });
  });

  test('a download grows at its pace and reports the changed fields only', async () => {
    await start(dialect, 400_000);
    await add(someTorrent());
    await until('state', 'downloading');
    const full = (await (await ask('sync/maindata?rid=0')).json()) as Row;
    const { infoHash } = readTorrent(someTorrent());

    await vi.waitFor(async () => {
      const delta = (await (await ask(`sync/maindata?rid=${String(full['rid'])}`)).json()) as Row;
      full['rid'] = delta['rid'];
      expect(delta).toMatchObject({ torrents: { [infoHash]: { progress: expect.any(Number) } } });
      expect(delta).not.toHaveProperty(['torrents', infoHash, 'name']);
    }, patience);
    expect(full).toMatchObject({
      full_update: true,
      torrents: { [infoHash]: { state: 'downloading' } },
    });
  });

  test('damage is found by a recheck and mended', async () => {
    await start(dialect);
    await add(someTorrent());
    await until('state', 'stalledUP');
    const { files } = readTorrent(someTorrent());
    const path = join(folder, files[2]?.path ?? '');
    const good = await readFile(path);
    await writeFile(path, Buffer.from(good).fill(0, 1000, 2000));

    await post('torrents/recheck', { hashes: 'all' });

    await vi.waitFor(async () => expect((await readFile(path)).equals(good)).toBe(true), patience);
  });

  test('the folder of a category counts only with automatic management', async () => {
    await start(dialect);
    await post('torrents/createCategory', { category: 'books', savePath: join(folder, 'shelf') });
    await add(someTorrent(), { category: 'books', stopped: 'true', paused: 'true' });
    await vi.waitFor(async () => expect(await rows()).toHaveLength(1), patience);
    const plain = (await rows())[0]?.['save_path'];
    await post('torrents/delete', { hashes: 'all', deleteFiles: 'true' });
    await add(someTorrent(), { category: 'books', autoTMM: 'true', savepath: '/elsewhere' });
    await vi.waitFor(async () => expect(await rows()).toHaveLength(1), patience);

    expect([plain, (await rows())[0]?.['save_path']]).toEqual([folder, join(folder, 'shelf')]);
    expect((await post('torrents/createCategory', { category: 'books' })).status).toBe(409);
  });

  test('deleting with files leaves nothing behind', async () => {
    await start(dialect);
    await add(someTorrent());
    await until('state', 'stalledUP');

    await post('torrents/delete', { hashes: 'all', deleteFiles: 'true' });

    expect(await rows()).toEqual([]);
    expect(await readdir(folder)).toEqual([]);
  });
});
