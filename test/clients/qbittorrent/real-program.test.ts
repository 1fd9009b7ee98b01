import { randomBytes } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createQbittorrent, type Qbittorrent } from '../../../src/clients/qbittorrent/index.ts';
import { memoryLoginGate } from '../../../src/clients/qbittorrent/login-gate.ts';
import {
  qbittorrentAvailable,
  type RunningQbittorrent,
  startQbittorrent,
} from '../../support/qbittorrent.ts';
import { connectTo } from '../../support/swarm-client.ts';
import { makeTorrent } from '../../support/torrent.ts';
import { until } from '../../support/until.ts';

describe.skipIf(!qbittorrentAvailable)('with the real program', () => {
  let program: RunningQbittorrent;
  let qbittorrent: Qbittorrent;

  beforeAll(async () => {
    program = await startQbittorrent();
    qbittorrent = connect(program.password);
  }, 40_000);

  afterAll(() => program?.stop());

  function connect(password: string): Qbittorrent {
    const { baseUrl, username } = program;
    return createQbittorrent({
      baseUrl,
      username,
      password,
      userAgent: 'test',
      now: () => new Date(),
      loginGate: memoryLoginGate(),
    });
  }

  /** A made-up book of two files of which nothing is on the disk. */
  function makeBook(name: string, sizeBytes: number) {
    const files = [
      { path: 'Part 1.mp3', bytes: randomBytes(sizeBytes) },
      { path: 'extras/Cover.jpg', bytes: randomBytes(5_000) },
    ];
    const torrent = makeTorrent({ name, files, announce: 'http://127.0.0.1:9/announce/secretkey' });
    return { ...torrent, files };
  }

  async function add(name: string, savePath: string | null = null, sizeBytes = 40_000) {
    const book = makeBook(name, sizeBytes);
    const outcome = await qbittorrent.addTorrent({
      bytes: book.bytes,
      infoHash: book.infoHash,
      fileName: `${name}.torrent`,
      category: 'audiobooks',
      tags: ['mam', 'Lee, Ann'],
      savePath,
      stopped: true,
    });
    const read = async () => (await qbittorrent.torrents([book.infoHash]))[0];
    // A new torrent is missing from the list at first and is checked next.
    await vi.waitFor(
      async () => expect((await read())?.state ?? 'checking').not.toBe('checking'),
      10_000,
    );
    return { ...book, outcome, read };
  }

  test('logs in and reads the versions', async () => {
    const version = await qbittorrent.version();

    expect(version).toEqual({
      app: expect.stringMatching(/^[45]\.\d+\.\d+/),
      api: expect.stringMatching(/^2\./),
    });
  });

  test('is told that a wrong password is refused, once in ten minutes', async () => {
    const stranger = connect('not the password');

    await expect(stranger.version()).rejects.toMatchObject({ kind: 'unauthorized' });
    await expect(stranger.version()).rejects.toThrow(/wrong user name or password; next try at/);
  });

  test('creates a category with a path, leaves an existing one as it is, and adds into its folder', async () => {
    const savePath = path.join(path.dirname(program.defaultSavePath), 'books');

    expect(await qbittorrent.ensureCategory('audiobooks', savePath)).toEqual({ savePath });
    expect(await qbittorrent.ensureCategory('audiobooks', '/other')).toEqual({ savePath });
    expect(await qbittorrent.ensureCategory('plain', null)).toEqual({ savePath: null });
    const book = await add('Into the folder');
    const elsewhere = path.join(path.dirname(savePath), 'elsewhere');
    const placed = await add('Elsewhere', elsewhere);

    expect(await book.read()).toMatchObject({
      name: 'Into the folder',
      state: 'paused-download',
      isComplete: false,
      progress: 0,
      sizeBytes: 45_000,
      savePath,
      category: 'audiobooks',
      tags: ['Lee Ann', 'mam'],
      etaSeconds: null,
      completedAt: null,
    });
    expect(await placed.read()).toMatchObject({ savePath: elsewhere });
  });

  test('does not report an impossible category name as created', async () => {
    await expect(qbittorrent.ensureCategory('/a//b/', null)).rejects.toMatchObject({
      kind: 'refused',
    });
  });

  test('knows a torrent that is already there and one that is no torrent', async () => {
    const book = await add('Twice');
    const { bytes, infoHash } = book;
    const fields = { category: '', tags: [], savePath: null, stopped: true };
    const again = { ...fields, infoHash, fileName: 'x.torrent' };

    expect(book.outcome).toBe('added');
    expect(await qbittorrent.addTorrent({ ...again, bytes })).toBe('already-there');
    await expect(
      qbittorrent.addTorrent({ ...again, bytes: Buffer.from('<html>log in</html>') }),
    ).rejects.toThrow("refused the file: Error: 'x.torrent' is not a valid torrent file.");
  });

  test('pauses, resumes, forces and tags', async () => {
    const { infoHash, read } = await add('Stop and go');

    await qbittorrent.resume([infoHash.toUpperCase()]);
    await vi.waitFor(async () => expect((await read())?.state).toBe('stalled-download'), 5000);
    await qbittorrent.forceStart([infoHash]);
    await vi.waitFor(async () => expect((await read())?.rawState).toBe('forcedDL'), 5000);
    await qbittorrent.forceStart([infoHash], false);
    await qbittorrent.reannounce([infoHash]);
    await qbittorrent.pause([infoHash]);
    await vi.waitFor(async () => expect((await read())?.state).toBe('paused-download'), 5000);
    await qbittorrent.addTags([infoHash], ['requested']);

    expect((await read())?.tags).toEqual(['Lee Ann', 'mam', 'requested']);
  });

  test('lists files and trackers without the passkey, and hands the torrent back', async () => {
    const { bytes, infoHash } = await add('Inside');

    const files = await qbittorrent.files(infoHash);
    const trackers = await qbittorrent.trackers(infoHash);
    const exported = await qbittorrent.exportTorrent(infoHash);

    const nothing = { progress: 0, isWanted: true };
    expect(files).toEqual([
      { index: 0, name: 'Inside/Part 1.mp3', sizeBytes: 40_000, ...nothing },
      { index: 1, name: 'Inside/extras/Cover.jpg', sizeBytes: 5000, ...nothing },
    ]);
    expect(trackers).toMatchObject([{ host: '127.0.0.1:9' }]);
    expect(JSON.stringify(trackers)).not.toContain('secretkey');
    expect(exported.includes(bytes.subarray(bytes.indexOf('4:info'), -1))).toBe(true);
    await expect(qbittorrent.files('a'.repeat(40))).rejects.toMatchObject({ kind: 'refused' });
  });

  test('calls content complete only after it was checked, whatever the progress says', async () => {
    const book = await add('Complete', null, 40_000_000);
    const folder = path.join((await book.read())?.savePath ?? '', 'Complete');
    await mkdir(path.join(folder, 'extras'), { recursive: true });
    for (const file of book.files) await writeFile(path.join(folder, file.path), file.bytes);
    const complete = async () => expect((await book.read())?.isComplete).toBe(true);
    await qbittorrent.recheck([book.infoHash]);
    await vi.waitFor(complete, 10_000);

    await qbittorrent.recheck([book.infoHash]);
    const checking = await until(async () => {
      const seen = await book.read();
      return seen?.state === 'checking' && seen;
    });
    await vi.waitFor(complete, 10_000);

    expect(checking.isComplete).toBe(false);
    expect(await book.read()).toMatchObject({ progress: 1, amountLeftBytes: 0 });
  });

  test('waits for the files of a torrent that is moved by hand, and tells when they are gone', async () => {
    const book = await add('Moved', null, 1_000_000);
    const folder = path.join((await book.read())?.savePath ?? '', 'Moved');
    await mkdir(path.join(folder, 'extras'), { recursive: true });
    for (const file of book.files) await writeFile(path.join(folder, file.path), file.bytes);
    await qbittorrent.recheck([book.infoHash]);
    await vi.waitFor(async () => expect((await book.read())?.isComplete).toBe(true), 10_000);
    const elsewhere = path.join(path.dirname(program.defaultSavePath), 'moved');

    const person = await connectTo(program);
    await person.order('setLocation', book.infoHash, { location: elsewhere });
    const moved = await until(async () => {
      const seen = await book.read();
      return seen?.savePath === elsewhere && seen.state !== 'moving' && seen;
    });
    await rm(elsewhere, { recursive: true });
    await program.shutDown();
    await program.startAgain();
    await vi.waitFor(async () => expect((await book.read())?.state).toBe('missing-files'), 15_000);

    expect(moved).toMatchObject({ isComplete: true, savePath: elsewhere });
    expect(await book.read()).toMatchObject({ isComplete: false });
  });

  test('tells what changed since the last time', async () => {
    await qbittorrent.changes();
    const seen = new Map<string, unknown>();
    const kept = await add('Followed');
    const gone = await add('Removed');

    const first = await until(async () => {
      const news = await qbittorrent.changes();
      for (const [hash, change] of news.changed) seen.set(hash, change);
      return seen.has(kept.infoHash) && seen.has(gone.infoHash) && { ...news, changed: seen };
    });
    await qbittorrent.remove([gone.infoHash], { deleteFiles: false });
    const second = await until(async () => {
      const news = await qbittorrent.changes();
      return news.removed.length > 0 && news;
    });

    expect(first).toMatchObject({ full: false, removed: [], freeSpaceBytes: expect.any(Number) });
    expect([...first.changed.keys()]).toEqual(
      expect.arrayContaining([kept.infoHash, gone.infoHash]),
    );
    expect(second).toMatchObject({ full: false, removed: [gone.infoHash] });
    expect(await qbittorrent.freeSpaceBytes()).toBeGreaterThan(0);
  });

  test('sees that a torrent joined a category, by being added or by being moved into it', async () => {
    const outside = await add('Outside', '/tmp');
    const { mark } = await qbittorrent.readCategory('joined');
    const person = await connectTo(program);
    const look = async () => {
      const { mark: before, torrents } = await qbittorrent.readCategory('joined');
      return { before, names: torrents.map(({ name }) => name) };
    };

    const empty = await qbittorrent.hasCategoryChanged('joined', mark);
    await person.order('createCategory', '', { category: 'joined' });
    await person.order('setCategory', outside.infoHash, { category: 'joined' });
    await until(() => qbittorrent.hasCategoryChanged('joined', mark));
    const { before, names } = await look();
    const quiet = await connect(program.password).hasCategoryChanged('joined', before);
    await person.order('setCategory', (await add('Second')).infoHash, { category: 'joined' });
    await until(() => connect(program.password).hasCategoryChanged('joined', before));

    expect([empty, quiet]).toEqual([false, false]);
    expect(names).toEqual(['Outside']);
    expect((await look()).names.sort()).toEqual(['Outside', 'Second']);
  });

  test('asks for more torrents than one request can name', async () => {
    const { infoHash } = await add('Needle');
    const others = Array.from({ length: 250 }, (_, n) => n.toString(16).padStart(40, '0'));

    const found = await qbittorrent.torrents([...others, infoHash]);

    expect(found.map((torrent) => torrent.name)).toEqual(['Needle']);
  });
});
