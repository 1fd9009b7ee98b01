import type { EntityManager } from '@mikro-orm/postgresql';
import { expect, test } from 'vitest';
import type { Services } from '../../src/services.ts';
import { lookAtDownloads } from '../../src/setup/look-at-folders.ts';

test('a download client that never answers does not keep the doctor waiting', async () => {
  const services = {
    qbittorrent: { categoryFolder: () => new Promise(() => {}) },
    config: { settings: { QB_CATEGORY: 'audiobooks' } },
  } as unknown as Services;

  const look = lookAtDownloads({} as EntityManager, services);

  await expect(look).rejects.toThrow('no answer within 4 seconds');
});
