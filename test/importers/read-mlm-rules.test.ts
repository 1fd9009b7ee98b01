import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readGigabytes, readMlmRules } from '../../src/importers/read-mlm-rules.ts';
import { policyOptions } from '../../src/settings/policy-options.ts';

const isKnown = (name: string): name is keyof typeof policyOptions =>
  Object.hasOwn(policyOptions, name);

test.each([
  ['15 MiB', 0.016],
  ['1.5GiB', 1.611],
  ['2 GB', 2],
  ['2000 mb', 2],
  ['1 T', 1000],
  ['many', null],
])('%s is %j GB', (size, gigabytes) => {
  expect(readGigabytes(size)).toBe(gigabytes);
});

test.each(['', 'hello', 'name = "other"', '[[goodreads_list]\nurl', '{"mam_id": "x"}'])(
  '%j is no configuration of MLM',
  (text) => {
    expect(readMlmRules(text)).toBeNull();
  },
);

test('values of the wrong kind are passed over, the others are read', () => {
  const text = 'mam_id = 7\nmin_ratio = "high"\nunsat_buffer = 10\nqbittorrent = 3\n';

  expect(readMlmRules(text)?.settings).toEqual([
    { name: 'UNSATISFIED_RESERVE', value: '10', from: 'unsat_buffer' },
  ]);
});

test('whatever numbers and names it has, what is read are values that the settings take', () => {
  const path = fc.stringMatching(/^\/[a-z]{1,8}$/);
  const file = fc.record({
    ratio: fc.double({ min: 0, max: 100, noNaN: true }),
    buffer: fc.nat({ max: 1000 }),
    types: fc.array(fc.constantFrom('m4b', 'mp3', 'ogg', 'm4a'), { maxLength: 4 }),
    gigabytes: fc.nat({ max: 500 }),
    paths: fc.dictionary(path, path, { maxKeys: 3 }),
  });

  fc.assert(
    fc.property(file, ({ ratio, buffer, types, gigabytes, paths }) => {
      const pairs = Object.entries(paths).map(([from, to]) => `"${from}" = "${to}"`);
      const text = [
        `mam_id = "x"`,
        `min_ratio = ${ratio.toFixed(3)}`,
        `unsat_buffer = ${buffer}`,
        `audio_types = ${JSON.stringify(types)}`,
        `[search]\nwedge_over = "${gigabytes} GB"`,
        `[[qbittorrent]]\nurl = "http://host"\n[qbittorrent.path_mapping]`,
        ...pairs,
      ].join('\n');
      const read = readMlmRules(text)?.settings ?? [];
      const refused = read.filter(
        ({ name, value }) => !isKnown(name) || !policyOptions[name].safeParse(value).success,
      );
      expect(read.length).toBeGreaterThanOrEqual(2);
      expect(refused).toEqual([]);
    }),
  );
});

test('no text breaks it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      expect(() => readMlmRules(`mam_id = ${text}`)).not.toThrow();
    }),
  );
});
