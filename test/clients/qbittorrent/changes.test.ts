import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connect, type StandIn, startStandIn } from './stand-in.ts';
import { json, makeRow } from './stand-in-torrents.ts';

const [first, second] = ['1'.repeat(40), '2'.repeat(40)] as const;
const syncPath = 'sync/maindata';
let standIn: StandIn;

afterEach(() => standIn.stop());

function askedIds(): (string | null)[] {
  const requests = standIn.received.filter((request) => request.path === syncPath);
  return requests.map((request) => request.query.get('rid'));
}

describe('what changed', () => {
  beforeEach(async () => {
    standIn = await startStandIn('5.3');
    standIn.torrents.set(first, makeRow(first));
  });

  test('is everything at first, then only the changed fields and the removed torrents', async () => {
    const { changes } = connect(standIn);

    const start = await changes();
    const quiet = await changes();
    standIn.torrents.set(first, makeRow(first, { progress: 1, state: 'uploading' }));
    standIn.torrents.set(second, makeRow(second, { name: 'Another Book' }));
    const busy = await changes();
    standIn.torrents.delete(first);
    const gone = await changes();

    const server = { freeSpaceBytes: 5000, connection: 'connected' };
    expect(start).toMatchObject({ full: true, removed: [], ...server });
    expect(start.changed.get(first)).toMatchObject({ hash: first, progress: 0.25 });
    expect(quiet).toEqual({ full: false, changed: new Map(), removed: [], ...server });
    expect(busy.changed.get(first)).toEqual({
      progress: 1,
      state: 'seeding',
      rawState: 'uploading',
      isComplete: true,
    });
    expect(busy.changed.get(second)).toMatchObject({
      name: 'Another Book',
      category: 'audiobooks',
    });
    expect(gone).toMatchObject({ full: false, changed: new Map(), removed: [first] });
    expect(askedIds()).toEqual(['0', '1', '2', '3']);
  });

  test('is not lost to calls that read the same deltas in between', async () => {
    const { changes, freeSpaceBytes } = connect(standIn);
    await changes();

    standIn.torrents.set(first, makeRow(first, { progress: 0.5 }));
    await freeSpaceBytes();
    standIn.torrents.set(first, makeRow(first, { progress: 0.75, name: 'Renamed' }));
    await freeSpaceBytes();
    const all = await changes();

    expect(all.changed.get(first)).toEqual({ progress: 0.75, name: 'Renamed' });
  });

  test('starts anew with a new session and names what went away meanwhile', async () => {
    const { changes, version } = connect(standIn);
    await changes();
    standIn.sessions.clear();
    standIn.torrents.clear();
    standIn.torrents.set(second, makeRow(second));
    await version();

    const anew = await changes();

    expect(anew).toMatchObject({ full: true, removed: [first] });
    expect([...anew.changed.keys()]).toEqual([second]);
    expect(askedIds()).toEqual(['0', '0']);
  });

  test('raises an alarm when the full list comes three times in a row, not before', async () => {
    const { changes } = connect(standIn);
    await changes();

    standIn.settings.forgetsSync = true;
    await changes();
    await changes();
    standIn.settings.forgetsSync = false;
    await changes();
    await changes();
    standIn.settings.forgetsSync = true;
    const tolerated = [await changes(), await changes()];

    expect(tolerated.map((answer) => answer.full)).toEqual([true, true]);
    await expect(changes()).rejects.toMatchObject({ service: 'qbittorrent', kind: 'unexpected' });
  });

  test('raises no alarm over sessions that end between the calls', async () => {
    const { changes } = connect(standIn);

    for (let turn = 0; turn < 5; turn += 1) {
      standIn.sessions.clear();
      expect(await changes()).toMatchObject({ full: true });
    }
  });

  test('counts rows that cannot be read instead of failing on them', async () => {
    standIn.torrents.set(second, makeRow(second, { progress: 'half' }));
    standIn.torrents.set('not a hash', makeRow('not a hash'));
    const qbittorrent = connect(standIn);

    const { changed } = await qbittorrent.changes();

    expect([...changed.keys()]).toEqual([first]);
    expect(qbittorrent.droppedRows()).toBe(2);
  });

  test('copes with partial rows, removals of the unknown and upper-case hashes', async () => {
    const { changes, freeSpaceBytes } = connect(standIn);
    await changes();
    const row = makeRow('', { name: 'Loud' });
    standIn.scripted.set(
      syncPath,
      json({
        rid: 1_000_000,
        torrents: { [second]: { progress: 0.5 }, [first.replace('1', 'A')]: row },
        torrents_removed: ['f'.repeat(40), 'nonsense'],
        server_state: { free_space_on_disk: -1 },
      }),
    );

    const { changed, removed } = await changes();

    expect([...changed.keys()]).toEqual([first.replace('1', 'a')]);
    expect(removed).toEqual([]);
    expect(await freeSpaceBytes()).toBeNull();
  });

  test.each([
    ['half an answer', { body: '{"rid":1,"torrents":{"http://tracker/announce/secretkey' }],
    ['a web page', { type: 'text/html', body: '<html>http://tracker/secretkey</html>' }],
    ['no answer id', json({ full_update: true })],
    ['a list', json([])],
  ])('is an error for %s, without a word of what came', async (_name, answer) => {
    const { changes } = connect(standIn);
    standIn.scripted.set(syncPath, answer);

    const failure = await changes().catch((error: unknown) => error);

    expect(failure).toMatchObject({ service: 'qbittorrent', kind: 'unexpected' });
    expect(String(failure)).not.toContain('secretkey');
  });
});
