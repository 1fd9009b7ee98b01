import { describe, expect, test } from 'vitest';
import type { Decided } from '../../src/metadata/facts.ts';
import { settledColumns } from '../../src/metadata/settled.ts';

function decided<Value>(value: Value, confidence: number, ...sources: string[]): Decided<Value> {
  const [source = '', ...agreeing] = sources;
  return { value, source, agreeing, confidence, seenAt: new Date(0) };
}
const none: [] = [];

describe('a narrator', () => {
  test('whom two independent sources name stands whatever the library holds', () => {
    const narrators = decided(['Ada Grey', 'Bo Reed'], 0.9, 'audible', 'tags');

    const shown = settledColumns(
      { record: { narrators }, conflicts: none },
      { narrators: ['Cy Other'] },
    );

    expect(shown.columns.narrator).toBe('Ada Grey, Bo Reed');
    expect(shown.settled).toEqual({
      narrator: {
        value: 'Ada Grey, Bo Reed',
        library: 'Cy Other',
        source: 'audible',
        verified: true,
      },
    });
  });

  test.each([
    ['one source', ['audible']],
    ['two of one family', ['audible', 'audnexus']],
  ])('of %s only fills what is empty', (_, sources) => {
    const judged = {
      record: { narrators: decided(['Ada Grey'], 0.8, ...sources) },
      conflicts: none,
    };

    expect(settledColumns(judged, { narrators: null }).columns.narrator).toBe('Ada Grey');
    expect(settledColumns(judged, { narrators: ['Cy'] }).columns.narrator).toBe('Cy');
    expect(settledColumns(judged, { narrators: null }).settled.narrator?.verified).toBe(false);
  });

  test('about whom the sources disagree is what the library holds', () => {
    const narrators = decided(['Ada Grey'], 0.9, 'audible', 'tags');
    const conflicts = [{ field: 'narrators' as const, choices: [] }];

    const shown = settledColumns({ record: { narrators }, conflicts }, { narrators: null });

    expect(shown).toMatchObject({ settled: {}, columns: { narrator: null } });
  });
});

test('other columns are filled when the record is sure enough, and never changed', () => {
  const record = {
    publisher: decided('Tor', 0.75, 'audible'),
    publishedYear: decided(1901, 0.74, 'audible'),
    asin: decided('B0TRUE0001', 0.99, 'audible', 'tags'),
  };

  const { columns } = settledColumns(
    { record, conflicts: none },
    { publisher: null, publishedYear: null, asin: 'B0HELD0001' },
  );

  expect(columns).toMatchObject({ publisher: 'Tor', published_year: null, asin: 'B0HELD0001' });
});
