import { expect, test } from 'vitest';
import { addBlocked, listBlocked, removeBlocked } from '../../src/releases/blocklist.ts';
import { blockedReleases, saveReleases } from '../../src/releases/save.ts';
import { useDatabase } from '../support/use-database.ts';
import { buildRelease, now } from './builders.ts';

const { em } = useDatabase();
const page = { limit: 10, offset: 0 };

test('a release is blocked by its id, with its title when it is known, and let go again', async () => {
  await saveReleases(em(), [buildRelease({ trackerId: '501' })], now);

  await addBlocked(em(), { trackerId: '501', reason: 'poor sound', actor: 'Ada' });
  await addBlocked(em(), { trackerId: '502', reason: 'blocked by hand', actor: 'Ada' });
  const list = await listBlocked(em(), page);
  await removeBlocked(em(), '501');

  expect(list).toMatchObject({
    rows: [
      { trackerId: '502', title: '' },
      { trackerId: '501', title: 'The Salt Road', reason: 'poor sound', by: 'Ada' },
    ],
    total: 2,
  });
  expect(await blockedReleases(em())).toEqual(new Set(['mam:502', 'prowlarr:502']));
});

test('what is not blocked cannot be let go', async () => {
  await expect(removeBlocked(em(), '501')).rejects.toMatchObject({ code: 'not_found' });
});
