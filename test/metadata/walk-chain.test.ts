import { expect, test } from 'vitest';
import type { MetadataProvider } from '../../src/metadata/provider.ts';
import { walkChain } from '../../src/metadata/walk-chain.ts';
import { until } from '../support/until.ts';
import { useDatabase } from '../support/use-database.ts';
import { candidate, saltRoad } from './books.ts';

const { em } = useDatabase();
const now = new Date('2026-11-02T10:00:00Z');

function provider(name: string, look: MetadataProvider['look']): MetadataProvider {
  return { name, weight: 1, answers: ['title'], canAsk: () => true, look };
}

test('who is too slow is gone without; what it says later is remembered', async () => {
  const { promise: slow, resolve: answer } = Promise.withResolvers<[]>();
  let isAsked = false;
  const next = provider('next', async () => {
    isAsked = true;
    return [candidate()];
  });
  const providers = [provider('slow', () => slow), next];
  const options = { now, agreement: 2, withinMs: 200 };

  const { heard, silent } = await walkChain(em(), providers, saltRoad, options);
  answer([]);

  expect(heard).toEqual([]);
  expect(silent.map((one) => one.provider)).toEqual(['slow', 'next']);
  expect(isAsked).toBe(false);
  await until(async () => {
    const rows = await em().execute<object[]>(
      `select 1 from provider_answers where provider = 'slow'`,
    );
    return rows.length > 0;
  });
});

test('a fault of this program is not taken for one of the catalogue', async () => {
  const broken = provider('broken', async () => {
    throw new TypeError('no such field');
  });

  await expect(walkChain(em(), [broken], saltRoad, { now, agreement: 2 })).rejects.toThrow(
    TypeError,
  );
});
