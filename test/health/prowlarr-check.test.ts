import { expect, test } from 'vitest';
import type { Prowlarr } from '../../src/clients/prowlarr/index.ts';
import { ExternalError } from '../../src/errors.ts';
import { prowlarrProblems } from '../../src/health/prowlarr-check.ts';

const answering = (complaints: () => Promise<string[]>) => ({ complaints }) as unknown as Prowlarr;

test('without Prowlarr there is nothing to complain of', async () => {
  expect(await prowlarrProblems({ prowlarr: null })).toEqual([]);
});

test('what Prowlarr complains of is a problem', async () => {
  const prowlarr = answering(async () => ['Indexers unavailable: Tracker']);

  expect(await prowlarrProblems({ prowlarr })).toMatchObject([
    { area: 'Prowlarr', severity: 'warning', text: 'Indexers unavailable: Tracker' },
  ]);
});

test('one that is away is a problem, and it is said that the tracker is searched without it', async () => {
  const prowlarr = answering(async () => {
    throw new ExternalError('prowlarr', 'unreachable', 'prowlarr at http://x cannot be reached');
  });

  expect(await prowlarrProblems({ prowlarr })).toMatchObject([
    { text: 'prowlarr at http://x cannot be reached', hint: expect.stringContaining('without it') },
  ]);
});
