import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connect, type StandIn, startStandIn } from './stand-in.ts';
import { json, makeRow, type Version } from './stand-in-torrents.ts';

const hash = 'a'.repeat(40);
let standIn: StandIn;

afterEach(() => standIn.stop());

describe('reading', () => {
  beforeEach(async () => {
    standIn = await startStandIn('4.5');
  });

  test('asks for a hundred torrents at a time and for nothing when none is named', async () => {
    const hashes = Array.from({ length: 201 }, (_, n) => n.toString(16).padStart(40, '0'));
    for (const one of hashes) standIn.torrents.set(one, makeRow(one));
    const { torrents } = connect(standIn);

    const found = await torrents(hashes);
    const none = await torrents([]);

    const lists = standIn.received.flatMap(({ query }) => query.get('hashes')?.split('|') ?? []);
    expect(found.map((torrent) => torrent.hash)).toEqual(hashes);
    expect(lists).toEqual(hashes);
    expect(standIn.received).toHaveLength(5);
    expect(none).toEqual([]);
  });

  test('fails rather than show a torrent it cannot read as absent', async () => {
    standIn.torrents.set(hash, makeRow(hash, { amount_left: null }));

    await expect(connect(standIn).torrents([hash])).rejects.toMatchObject({ kind: 'unexpected' });
  });

  test('leaves unreadable rows of a category out and counts them', async () => {
    const rows = [makeRow('x'), makeRow(hash.toUpperCase()), makeRow('b'.repeat(64)), null];
    standIn.scripted.set('torrents/info', json(rows));
    const qbittorrent = connect(standIn);

    const { torrents } = await qbittorrent.readCategory('audiobooks');

    expect(torrents.map((torrent) => torrent.hash)).toEqual([hash, 'b'.repeat(40)]);
    expect(qbittorrent.droppedRows()).toBe(2);
    expect(standIn.received.at(-1)?.query.get('category')).toBe('audiobooks');
  });

  test('shows trackers by host, without their passkeys and without DHT and its like', async () => {
    const words = 'see https://warden:pw@t.example/announce/secretkey?x=1 for more';
    const trackers = [
      { url: '** [DHT] **', status: 0, msg: 'This torrent is private', tier: -1 },
      { url: 'https://t.example/announce/secretkey', status: 2, msg: '', tier: 0 },
      { url: 'udp://u.example:6969/secretkey', status: 5, msg: words, tier: 1 },
      { url: 'secretkey', status: 99, msg: 7, tier: 2 },
    ];
    standIn.scripted.set('torrents/trackers', json(trackers));

    const shown = await connect(standIn).trackers(hash);

    expect(shown).toEqual([
      { host: 't.example', status: 'working', message: '' },
      { host: 'u.example:6969', status: 'refusing', message: 'see t.example for more' },
      { host: null, status: 'unknown', message: '' },
    ]);
  });

  test('lists files with what is wanted of them', async () => {
    const file = { index: 0, name: 'Book/1.mp3', size: 10, progress: 1, priority: 1 };
    const skipped = { ...file, index: 1, name: 'Book/2.mp3', progress: 0, priority: 0 };
    standIn.scripted.set('torrents/files', json([file, skipped]));

    const files = await connect(standIn).files(hash);

    expect(files).toEqual([
      { index: 0, name: 'Book/1.mp3', sizeBytes: 10, progress: 1, isWanted: true },
      { index: 1, name: 'Book/2.mp3', sizeBytes: 10, progress: 0, isWanted: false },
    ]);
  });

  test('fails when one file of a list cannot be read', async () => {
    standIn.scripted.set('torrents/files', json([{ index: 0, name: 'Book/1.mp3' }]));

    await expect(connect(standIn).files(hash)).rejects.toMatchObject({ kind: 'unexpected' });
  });

  test('says that a torrent is not there', async () => {
    const { exportTorrent, files, trackers } = connect(standIn);

    for (const reading of [files(hash), trackers(hash), exportTorrent(hash)]) {
      await expect(reading).rejects.toThrow('does not have this torrent');
    }
  });
});

describe('orders', () => {
  test.each<[Version, string, string]>([
    ['4.5', 'torrents/pause', 'torrents/resume'],
    ['5.1', 'torrents/stop', 'torrents/start'],
    ['5.3', 'torrents/stop', 'torrents/start'],
  ])('version %s halts by %s and goes on by %s', async (version, pausePath, resumePath) => {
    standIn = await startStandIn(version);
    const { pause, resume } = connect(standIn);

    await pause([hash]);
    await resume([hash]);

    const [paused, resumed] = standIn.received.slice(-2);
    expect([paused?.path, resumed?.path]).toEqual([pausePath, resumePath]);
    expect(paused?.fields.get('hashes')).toBe(hash);
  });

  test('keep the files unless told otherwise in so many words', async () => {
    standIn = await startStandIn('5.3');
    const { remove } = connect(standIn);

    await remove([hash], { deleteFiles: false });
    await remove([hash], { deleteFiles: true });

    const fields = standIn.received.slice(-2).map((request) => request.fields.get('deleteFiles'));
    expect(fields).toEqual(['false', 'true']);
  });

  test.each(['all', '', `${hash}|all`, 'g'.repeat(40)])(
    'never go out for the hash "%s"',
    async (text) => {
      standIn = await startStandIn('5.3');
      const { pause, remove } = connect(standIn);

      await expect(remove([text], { deleteFiles: true })).rejects.toThrow('not an info-hash');
      await expect(pause([hash, text])).rejects.toThrow('not an info-hash');

      const orders = standIn.received.filter((request) => request.fields.has('hashes'));
      expect(orders).toEqual([]);
    },
  );

  test('do not pass for carried out when a web page answers', async () => {
    standIn = await startStandIn('5.3');
    standIn.scripted.set('torrents/addTags', { type: 'text/html', body: '<html></html>' });

    const tagging = connect(standIn).addTags([hash], ['mam', 'Lee, Ann']);

    await expect(tagging).rejects.toMatchObject({ kind: 'unexpected' });
    expect(standIn.received.at(-1)?.fields.get('tags')).toBe('mam,Lee Ann');
  });
});
