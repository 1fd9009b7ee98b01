import { expect, test } from 'vitest';
import { ExternalError } from '../../src/errors.ts';
import type { Job } from '../../src/job/definition.ts';
import { idleReasonOf } from '../../src/job/idle.ts';
import type { Services } from '../../src/services.ts';

const services = {
  now: () => new Date('2026-06-10T10:00:00Z'),
  log: { debug: () => undefined },
} as unknown as Services;

function ask(idleReason?: Job['idleReason'], patienceMs?: number): Promise<string | null> {
  const job: Job = {
    name: 'downloads',
    description: 'follows downloads',
    schedule: '* * * * *',
    limitMinutes: 1,
    run: async () => ({ summary: '' }),
    ...(idleReason ? { idleReason } : {}),
  };
  return idleReasonOf(job, services, patienceMs);
}

test('a job that is not asked always has something to do', async () => {
  expect(await ask()).toBeNull();
});

test('a job may say why it has nothing to do', async () => {
  expect(await ask(async () => 'nothing is on its way')).toBe('nothing is on its way');
});

test('a job that cannot tell runs', async () => {
  const away = new ExternalError('qbittorrent', 'unreachable', 'cannot be reached');

  expect(await ask(() => Promise.reject(away))).toBeNull();
});

test('a job that does not tell in time runs', async () => {
  expect(await ask(() => new Promise(() => undefined), 10)).toBeNull();
});
