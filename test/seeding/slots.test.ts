import { beforeEach, expect, test } from 'vitest';
import type { Qbittorrent } from '../../src/clients/qbittorrent/index.ts';
import { changeClient, undoChanges } from '../../src/downloads/client-changes.ts';
import { endByHand, setEvent } from '../../src/events/say.ts';
import { slotsHandler } from '../../src/seeding/slots.ts';
import { storeLook } from '../../src/seeding/store-look.ts';
import { effectMessage } from '../support/effect-message.ts';
import { useDatabase } from '../support/use-database.ts';
import { openSeeding, type SeedingStage } from './client.ts';

const { em } = useDatabase();
let stage: SeedingStage;
let limits: { maxUploads: number; isQueueing: boolean; maxActiveUploads: number };
let writes: number[];

beforeEach(() => {
  stage = openSeeding(em);
  limits = { maxUploads: 20, isQueueing: false, maxActiveUploads: 3 };
  writes = [];
  const own = stage.services.qbittorrent as Qbittorrent;
  stage.services.qbittorrent = {
    ...own,
    preferences: async () => ({ maxUploads: limits.maxUploads }),
    queueLimits: async () => ({ ...limits }),
    changePreferences: async ({ maxUploads }: { maxUploads: number }) => {
      writes.push(maxUploads);
      limits.maxUploads = maxUploads;
    },
    forceStart: async (hashes: readonly string[], isForced = true) => {
      for (const hash of hashes) {
        stage.asked.push(`${isForced ? 'force' : 'unforce'} ${stage.torrents.get(hash)?.name}`);
        const state = isForced ? 'stalled-upload' : 'queued-upload';
        stage.change(hash, { run: isForced ? 'forced' : 'running', state });
      }
    },
    resume: async () => undefined,
  } as unknown as Qbittorrent;
});

const adjust = async () => {
  return await slotsHandler(stage.services)(effectMessage('seeding-slots'), em());
};
const by = () => ({ actor: 'Ada', platforms: ['room'], now: stage.clock.now });
const begin = () =>
  em().transactional((inner) =>
    setEvent(inner, { type: 'freeleech', until: '48h', note: '' }, by()),
  );
const end = () => em().transactional((inner) => endByHand(inner, undefined, by()));
const withClient = () => ({
  ...stage.services,
  qbittorrent: stage.services.qbittorrent as Qbittorrent,
});

test('during an event the upload slots are half as many again, and afterwards as before', async () => {
  await adjust();
  await begin();
  await adjust();
  await adjust();
  const during = limits.maxUploads;
  await end();
  await adjust();
  await adjust();

  expect(during).toBe(30);
  expect(limits.maxUploads).toBe(20);
  expect(writes).toEqual([30, 20]);
});

test('the beginning and the end of an event ask for it at once', async () => {
  await begin();
  await end();

  const rows = await em().execute(
    `select key from outbox where topic = 'seeding-slots' order by id`,
  );
  expect(rows).toEqual([
    { key: 'seeding-slots:event:1:begun' },
    { key: 'seeding-slots:event:1:ended' },
  ]);
});

test('what a person sets meanwhile stays', async () => {
  await begin();
  await adjust();
  limits.maxUploads = 7;
  await adjust();
  await end();
  await adjust();

  expect(limits.maxUploads).toBe(7);
  expect(await em().execute('select outcome from client_changes')).toEqual([
    { outcome: 'changed' },
  ]);
});

test('no limit needs no more', async () => {
  limits.maxUploads = -1;
  await begin();

  expect(await adjust()).toBeUndefined();

  expect(writes).toEqual([]);
});

test('an emergency that begins later is put back first, whichever ends first', async () => {
  await begin();
  await adjust();
  const change = { what: 'preference:max_uploads', name: 'slots', before: 30, after: 45 };
  await changeClient(withClient(), 'ratio-emergency:1', [change]);
  await end();

  const later = await adjust();
  const meanwhile = limits.maxUploads;
  await undoChanges(withClient(), 'ratio-emergency:1');
  await adjust();

  expect(later?.reason).toBe('the slots are raised for another reason');
  expect(meanwhile).toBe(45);
  expect(limits.maxUploads).toBe(20);
});

test('nothing is built upon an emergency; when that is over the event counts', async () => {
  const change = { what: 'preference:max_uploads', name: 'slots', before: 20, after: 30 };
  await changeClient(withClient(), 'ratio-emergency:1', [change]);
  await begin();

  await adjust();
  const meanwhile = limits.maxUploads;
  await undoChanges(withClient(), 'ratio-emergency:1');
  await adjust();
  await end();
  await adjust();

  expect(meanwhile).toBe(30);
  expect(writes).toEqual([30, 20, 30, 20]);
});

test('killed after it was written down, the next time it is done', async () => {
  await begin();
  const real = stage.services.qbittorrent as Qbittorrent;
  const dies = async () => Promise.reject(new Error('killed'));
  stage.services.qbittorrent = { ...real, changePreferences: dies };
  await expect(adjust()).rejects.toThrow('killed');
  stage.services.qbittorrent = real;

  await adjust();
  await end();
  await adjust();

  expect(writes).toEqual([30, 20]);
});

test('while seeds wait in the queue those that owe hours and those worth most go first, and come back', async () => {
  limits = { ...limits, isQueueing: true, maxActiveUploads: 2 };
  const queued = { state: 'queued-upload' as const };
  const owing = stage.put('Owing', 20, { ...queued, sizeBytes: 1e8 });
  stage.put('Large and rare', 500, { ...queued, sizeBytes: 5e9, seeders: 1 });
  stage.put('Small and common', 500, { ...queued, sizeBytes: 5e7, seeders: 50 });
  stage.put('Usual', 500, { ...queued });
  const look = () => storeLook(em(), [...stage.torrents.values()], stage.clock.now);
  await look();

  await adjust();
  await adjust();
  expect(stage.asked).toEqual(['force Owing', 'force Large and rare']);

  stage.change(owing, { seedingSeconds: 108 * 3600 });
  stage.clock.now = new Date(stage.clock.now.getTime() + 1000);
  await look();
  await adjust();
  await adjust();
  expect(stage.asked.slice(2)).toEqual(['unforce Owing']);

  limits.isQueueing = false;
  await adjust();
  expect(stage.asked.slice(3)).toEqual(['unforce Large and rare']);
  expect(await em().execute('select 1 from client_changes where outcome is null')).toEqual([]);
});

test('without a queue everything runs as it does', async () => {
  stage.put('Owing', 20);
  await storeLook(em(), [...stage.torrents.values()], stage.clock.now);

  await adjust();

  expect(stage.asked).toEqual([]);
});
