import { randomBytes } from 'node:crypto';
import { expect, type TestContext, test } from 'vitest';
import type { Qbittorrent } from '../../src/clients/qbittorrent/index.ts';
import type { Reply } from '../../src/command/reply.ts';
import type { Services } from '../../src/services.ts';
import { openPipeline, type Pipeline } from '../downloads/pipeline.ts';
import { Killed, killedAt, picture, type RatioStage, ratioStage } from './stage.ts';

type Stage = Pipeline & RatioStage & { qbittorrent: Qbittorrent; hashes: Record<string, string> };

const whole = { path: '01.mp3', bytes: randomBytes(10 * 16_384) };
const rest = { path: '02.mp3', bytes: randomBytes(120_000) };
const tail = { path: '03.mp3', bytes: randomBytes(10_000) };

/** A client with a torrent of every kind, two of them of paid downloads, and the ratio at 1.10. */
async function openStage(context: TestContext): Promise<Stage> {
  const pipeline = await openPipeline(context);
  const { services } = pipeline;
  const qbittorrent = services.qbittorrent as Qbittorrent;
  const hashes: Record<string, string> = {};
  const seed = async (name: string, files: (typeof whole)[], owned = files) => {
    hashes[name] = (await pipeline.seed(name, files, owned)).infoHash;
    return [hashes[name]];
  };
  await seed('Seeds', [whole]);
  await qbittorrent.pause(await seed('Idle', [whole]));
  await qbittorrent.forceStart(await seed('Forced', [whole]));
  await seed('Stuck', [whole, rest], [whole]);
  await qbittorrent.pause(await seed('Stopped by hand', [whole, rest], [whole]));
  for (const [name, files] of [
    ['Paid', [whole, rest]],
    ['Paid, nearly done', [whole, tail]],
  ] as const) {
    const id = await pipeline.download(name, files, [whole]);
    const [row] = await pipeline.rows<{ hash: string }>(
      `update downloads set is_paid = true where id = ${id} returning qbittorrent_hash as hash`,
    );
    hashes[name] = row?.hash ?? '';
  }
  const ratio = ratioStage(services);
  await ratio.read(1.1);
  return { ...pipeline, ...ratio, qbittorrent, hashes };
}

const before = {
  maxUploads: 20,
  Seeds: 'running',
  Idle: 'stopped',
  Forced: 'forced',
  Stuck: 'running',
  'Stopped by hand': 'stopped',
  Paid: 'running',
  'Paid, nearly done': 'running',
};
const during = {
  ...before,
  maxUploads: 30,
  Idle: 'running',
  Stuck: 'forced',
  Paid: 'stopped',
  'Paid, nearly done': 'forced',
};

const blocked = ({ rows }: Stage) =>
  rows(
    `select title, status, status_reason as reason from downloads
      where emergency_blocked order by title`,
  );
const outcomes = async ({ rows }: Stage) =>
  Object.fromEntries(
    (await rows<{ name: string; outcome: string }>('select name, outcome from client_changes')).map(
      ({ name, outcome }) => [name, outcome],
    ),
  );
const lastAlert = async ({ alerts }: Stage): Promise<Reply | undefined> => (await alerts()).at(-1);

test('an emergency brings the client in line, and its end puts everything back', async (context) => {
  const stage = await openStage(context);
  const { qbittorrent, read, work } = stage;
  const first = await picture(qbittorrent);

  await read(0.98);
  await work();
  const then = await picture(qbittorrent);
  await stage.follow();
  const blockedThen = await blocked(stage);
  await read(1.04);
  await work();
  const still = await picture(qbittorrent);
  await read(1.05);
  await work();

  expect(first).toEqual(before);
  expect(then).toEqual(during);
  expect(still).toEqual(during);
  expect(blockedThen).toEqual([
    {
      title: 'Paid',
      status: 'downloading',
      reason: expect.stringMatching(/^ratio emergency since .* paid downloads wait$/) as string,
    },
  ]);
  expect(await picture(qbittorrent)).toEqual(before);
  expect(await blocked(stage)).toEqual([]);
  expect(new Set(Object.values(await outcomes(stage)))).toEqual(new Set(['restored']));
  expect((await stage.alerts()).map(({ title }) => title)).toEqual([
    'Ratio 1.10 is getting low',
    'Ratio emergency: 0.98',
    'The ratio has recovered: 1.05',
  ]);
});

test('one reading alone pauses what is paid, and no more', async (context) => {
  const stage = await openStage(context);
  const { qbittorrent, read, work } = stage;
  await read(1.8);

  await read(0.2);
  await work();
  const alone = await picture(qbittorrent);
  await read(0.2);
  await work();

  expect(alone).toEqual({ ...before, Paid: 'stopped' });
  expect(await picture(qbittorrent)).toEqual(during);
});

test('what a person changed meanwhile stays, and is named', async (context) => {
  const stage = await openStage(context);
  const { qbittorrent, hashes, read, work } = stage;
  await read(0.98);
  await work();

  await qbittorrent.changePreferences({ maxUploads: 77 });
  await qbittorrent.forceStart([hashes['Paid'] ?? '']);
  await qbittorrent.remove([hashes['Stuck'] ?? ''], { deleteFiles: false });
  await qbittorrent.pause([hashes['Idle'] ?? '']);
  await read(1.05);
  await work();

  const { Stuck: _, ...left } = before;
  expect(await picture(qbittorrent)).toEqual({ ...left, maxUploads: 77, Paid: 'forced' });
  expect(await outcomes(stage)).toEqual({
    'upload slots': 'changed',
    Paid: 'changed',
    Stuck: 'gone',
    Idle: 'restored',
    'Paid, nearly done': 'restored',
  });
  const list = (await lastAlert(stage))?.blocks.find((block) => block.kind === 'list');
  expect(list).toMatchObject({
    title: 'Left as it is',
    items: expect.arrayContaining([
      { text: 'upload slots: changed meanwhile' },
      { text: 'Paid: changed meanwhile' },
      { text: 'Stuck: no longer in qBittorrent' },
    ]) as unknown,
  });
});

test('a client that is away is asked until it is there, and that is said', async (context) => {
  const stage = await openStage(context);
  const { client, qbittorrent, read, work, wake, type } = stage;
  await client.shut();

  await read(0.98);
  for (let tries = 0; tries < 7; tries += 1) {
    await work();
    await wake();
  }
  const shown = JSON.stringify(await type('ratio'));
  await client.reopen();
  await work();
  const then = await picture(qbittorrent);
  await client.shut();
  await read(1.05);
  await work();
  const told = (await lastAlert(stage))?.title;
  await client.reopen();
  await wake();
  await work();

  expect(shown).toContain('qBittorrent is not in line yet');
  expect(then).toEqual(during);
  expect(told).toBe('Ratio emergency: 0.98');
  expect(await picture(qbittorrent)).toEqual(before);
  expect((await lastAlert(stage))?.title).toBe('The ratio has recovered: 1.05');
});

test('an emergency that is over before the client came back changes nothing there', async (context) => {
  const stage = await openStage(context);
  const { client, qbittorrent, read, work, rows } = stage;
  await client.shut();
  await read(0.98);
  await work();
  await read(1.06);
  await client.reopen();

  await work();

  expect(await picture(qbittorrent)).toEqual(before);
  expect(await rows('select 1 from client_changes')).toEqual([]);
  expect(stage.world.downloadClient.requests.map(({ kind }) => kind)).not.toContain(
    'app/setPreferences',
  );
});

/** Works as a process that ends at one call of the client, then as the next one; false when it did not get that far. */
async function workKilledAt(
  { services, qbittorrent, work, wake }: Stage,
  call: number,
  when: 'before' | 'after',
): Promise<boolean> {
  const dying: Services = { ...services, qbittorrent: killedAt(qbittorrent, call, when) };
  await work(dying);
  const [message] = await services
    .em()
    .execute<{ last_error: string }[]>(
      `select last_error from outbox where lane = 'ratio' and status = 'pending'`,
    );
  await wake();
  await work();
  return message?.last_error === Killed.text;
}

test.for(['before', 'after'] as const)(
  'killed %s any call of the client, on the way in and out, it goes on and ends up the same',
  { timeout: 90_000 },
  async (when, context) => {
    const stage = await openStage(context);
    const { qbittorrent, read, rows } = stage;
    let calls = 0;

    for (let isReached = true; isReached; ) {
      calls += 1;
      await read(0.98);
      const isReachedInside = await workKilledAt(stage, calls, when);
      expect(await picture(qbittorrent)).toEqual(during);
      await read(1.05);
      const isReachedOutside = await workKilledAt(stage, calls, when);
      expect(await picture(qbittorrent)).toEqual(before);
      isReached = isReachedInside || isReachedOutside;
    }

    expect(calls).toBeGreaterThan(8);
    expect(
      await rows(`select 1 from client_changes where outcome is distinct from 'restored'`),
    ).toEqual([]);
    const perEmergency = await rows<{ changes: number }>(
      'select distinct count(*)::int as changes from client_changes group by reason',
    );
    expect(perEmergency).toEqual([{ changes: 5 }]);
  },
);

test('what a person took back while the process was dead is not done to them a second time', async (context) => {
  const stage = await openStage(context);
  const { qbittorrent, services, hashes, read, work, wake } = stage;
  await read(0.98);
  // All orders are out, and none of the last ones is marked yet.
  await work({ ...services, qbittorrent: killedAfterResume(qbittorrent) });
  await qbittorrent.changePreferences({ maxUploads: 20 });
  await qbittorrent.resume([hashes['Paid'] ?? '']);

  await wake();
  await work();

  expect(await picture(qbittorrent)).toEqual({ ...during, maxUploads: 20, Paid: 'running' });
});

function killedAfterResume(qbittorrent: Qbittorrent): Qbittorrent {
  return {
    ...qbittorrent,
    resume: async (hashes) => {
      await qbittorrent.resume(hashes);
      throw new Killed();
    },
  };
}
