import { afterEach, describe, expect, test } from 'vitest';
import { connect, pathsOf, type StandIn, startStandIn } from './stand-in.ts';
import { type Answer, json, type Version } from './stand-in-torrents.ts';

const versions: Version[] = ['4.5', '5.1', '5.3'];
const infoHash = 'c'.repeat(40);
const torrent = {
  bytes: Buffer.from(`d${infoHash}`),
  infoHash,
  fileName: 'book.torrent',
  category: 'audiobooks',
  tags: ['mam', ' Lee, Ann ', ''],
  savePath: null,
  stopped: true,
};
let standIn: StandIn;

afterEach(() => standIn.stop());

describe.each(versions)('adding to version %s', (version) => {
  test('says added at first and already there after', async () => {
    standIn = await startStandIn(version);
    const { addTorrent } = connect(standIn);

    const outcomes = [await addTorrent(torrent), await addTorrent(torrent)];

    expect(outcomes).toEqual(['added', 'already-there']);
  });

  test('does not believe a refusal when the torrent is not there', async () => {
    standIn = await startStandIn(version);
    const refusal = version === '5.3' ? { status: 409, body: 'Conflict' } : { body: 'Fails.' };
    standIn.scripted.set('torrents/add', refusal);

    const outcome = await connect(standIn).addTorrent(torrent);

    expect(outcome).toBe('unknown');
  });

  test('refuses a file that is no torrent with the words of the program', async () => {
    standIn = await startStandIn(version);
    const bytes = Buffer.from('<html>log in</html>');

    const adding = connect(standIn).addTorrent({ ...torrent, bytes });

    await expect(adding).rejects.toMatchObject({
      kind: 'refused',
      message: "qBittorrent refused the file: Error: 'x.torrent' is not a valid torrent file.",
    });
  });

  test('uses the folder of the category unless a folder is given', async () => {
    standIn = await startStandIn(version);
    const { addTorrent } = connect(standIn);

    await addTorrent(torrent);
    await addTorrent({ ...torrent, savePath: '/books', stopped: false });

    const [byCategory, byPath] = standIn.received
      .filter((request) => request.path === 'torrents/add')
      .map(({ fields }) => Object.fromEntries(fields));
    const both = { torrents: `d${infoHash}`, category: 'audiobooks', tags: 'mam,Lee Ann' };
    const halted = { paused: 'true', stopped: 'true' };
    const running = { paused: 'false', stopped: 'false' };
    expect(byCategory).toEqual({ ...both, ...halted, autoTMM: 'true' });
    expect(byPath).toEqual({ ...both, ...running, autoTMM: 'false', savepath: '/books' });
  });
});

test.each<[string, Answer]>([
  ['an answer that waits', { status: 202, ...json({ success_count: 0, pending_count: 1 }) }],
  ['an answer of another form', json(['added'])],
  ['an empty answer', {}],
])('%s is unknown, not added', async (_name, answer) => {
  standIn = await startStandIn('5.3');
  standIn.scripted.set('torrents/add', answer);

  const outcome = await connect(standIn).addTorrent(torrent);

  expect(outcome).toBe('unknown');
});

test.each<[string, Answer, string]>([
  ['a web page', { type: 'text/html', body: 'Ok.' }, 'unexpected'],
  ['a broken proxy', { status: 502 }, 'unreachable'],
  ['half JSON', { type: 'application/json', body: '{"success' }, 'unexpected'],
])('%s as answer to an upload is an error', async (_name, answer, kind) => {
  standIn = await startStandIn('5.3');
  standIn.scripted.set('torrents/add', answer);

  await expect(connect(standIn).addTorrent(torrent)).rejects.toMatchObject({ kind });
});

describe('a category', () => {
  const listPath = 'torrents/categories';
  const createPath = 'torrents/createCategory';

  test('that exists is left as it is', async () => {
    standIn = await startStandIn('4.5');
    standIn.scripted.set(listPath, json({ audiobooks: { name: 'audiobooks', savePath: '' } }));

    const category = await connect(standIn).ensureCategory('audiobooks', '/elsewhere');

    expect(category).toEqual({ savePath: null });
    expect(pathsOf(standIn)).not.toContain(createPath);
  });

  test('named like a built-in property is not taken for one that exists', async () => {
    standIn = await startStandIn('4.5');
    standIn.scripted.set(listPath, json({}));
    standIn.scripted.set(createPath, { status: 409, body: 'Conflict' });

    const creating = connect(standIn).ensureCategory('constructor', null);

    await expect(creating).rejects.toMatchObject({ kind: 'refused' });
    expect(Object.fromEntries(standIn.received.at(-2)?.fields ?? [])).toEqual({
      category: 'constructor',
      savePath: '',
    });
  });
});
