import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BookRecord, FieldName } from '../../src/metadata/facts.ts';
import { isFreshlyEdited } from '../../src/metadata/fresh-edit.ts';
import {
  type PastChange,
  type Plan,
  planChanges,
  type PlanMode,
} from '../../src/metadata/plan-changes.ts';
import { buildItem } from '../library/shelf.ts';

type Facts = { [Field in FieldName]?: unknown };
const seenAt = new Date('2026-06-15T12:00:00Z');

function recordOf(
  facts: Facts,
  changes: { confidence?: number; source?: string } = {},
): BookRecord {
  const about = { source: 'audnexus', agreeing: [], confidence: 0.95, seenAt, ...changes };
  const fields = Object.entries(facts).map(([field, value]) => [field, { value, ...about }]);
  return Object.fromEntries(fields) as BookRecord;
}

function plan(
  facts: Facts,
  item: Parameters<typeof buildItem>[1] = {},
  options: { mode?: PlanMode; past?: PastChange[]; confidence?: number; source?: string } = {},
): Plan {
  const { mode = 'fill', past = [], ...about } = options;
  return planChanges(recordOf(facts, about), buildItem('a', item), { mode, past });
}

const fieldsOf = ({ fills, proposals }: Plan) => ({
  fills: fills.map(({ field }) => field),
  proposals: proposals.map(({ field }) => field),
});

test('what is empty is filled, what is not is asked about', () => {
  const { fills, proposals } = plan(
    { title: 'Another', publisher: 'Tor', description: 'New' },
    { title: 'One', description: 'Old' },
  );

  expect(fills).toEqual([{ field: 'publisher', before: null, after: 'Tor', source: 'audnexus' }]);
  expect(proposals).toMatchObject([{ field: 'title', before: 'One', after: 'Another' }]);
});

test('descriptions and publishers are asked about in the full comparison only', () => {
  const facts = { description: 'New', publisher: 'Tor' };
  const item = { description: 'Old', publisher: 'Orbit' };

  expect(fieldsOf(plan(facts, item))).toEqual({ fills: [], proposals: [] });
  expect(fieldsOf(plan(facts, item, { mode: 'full' })).proposals).toEqual([
    'publisher',
    'description',
  ]);
});

describe('drift', () => {
  const facts = {
    title: 'Other',
    narrators: ['Else'],
    durationMinutes: 5,
    series: [{ name: 'Ember', sequence: '4' }],
    publishedYear: 1999,
    publisher: 'Tor',
    language: 'German',
    description: 'New',
  };
  const item = {
    series: [{ name: 'Ember', sequence: '3' }],
    publisher: 'Orbit',
    description: 'Old',
  };

  test('changes series, year, publisher, language and description; title, narrator and duration never', () => {
    const drifted = plan(facts, item, { mode: 'drift' });

    expect(fieldsOf(drifted)).toEqual({
      fills: ['series', 'publishedYear', 'publisher', 'language', 'description'],
      proposals: [],
    });
    expect(drifted.kept).toEqual([
      { field: 'title', reason: 'protected from drift' },
      { field: 'narrators', reason: 'protected from drift' },
    ]);
  });

  test('needs to be surer than a fill does', () => {
    const unsure = plan(facts, item, { mode: 'drift', confidence: 0.8 });

    expect(unsure.fills).toEqual([]);
    expect(unsure.kept).toContainEqual({ field: 'publisher', reason: 'not sure enough: 80 %' });
  });
});

test.each<[FieldName, unknown, unknown]>([
  ['title', 'The Salt-Road!', 'the salt road'],
  ['authors', ['J. R. R. Tolkien'], ['JRR Tolkien']],
  ['authors', ['B Two', 'A One'], ['A One', 'B Two']],
  ['authors', ['A One', 'B Two'], ['A One']],
  ['series', [{ name: 'The Ember Saga', sequence: '1.0' }], [{ name: 'Ember', sequence: '1' }]],
  ['series', [{ name: 'Ember', sequence: '2' }], [{ name: 'Ember', sequence: null }]],
  ['language', 'eng', 'English'],
  ['description', '<p>Two sail.&nbsp;<b>One</b> returns…</p>', 'Two sail. One returns...'],
  ['asin', 'b00test001', 'B00TEST001'],
  ['genres', ['Fantasy', 'Epic'], ['fantasy']],
  ['isbn', '978-0-261-10235-4', '0261102354'],
])('%s: %j is no other value than %j', (field, held, wanted) => {
  for (const mode of ['fill', 'drift', 'full'] as const) {
    const { fills, proposals, kept } = plan({ [field]: wanted }, { [field]: held }, { mode });

    expect({ fills, proposals, kept }).toEqual({ fills: [], proposals: [], kept: [] });
  }
});

test('a missing place in a series is filled, and a series only the library knows stays', () => {
  const series = [
    { name: 'Favourites', sequence: '7' },
    { name: 'The Ember Saga', sequence: null },
  ];

  const { fills } = plan({ series: [{ name: 'Ember', sequence: '3' }] }, { series });

  expect(fills).toMatchObject([
    {
      after: [
        { name: 'Favourites', sequence: '7' },
        { name: 'The Ember Saga', sequence: '3' },
      ],
    },
  ]);
});

test.each([
  ['the library itself', { source: 'library' }, []],
  ['somebody unsure', { confidence: 0.5 }, ['not sure enough: 50 %']],
])('what %s says is not written', (_, about, reasons) => {
  const { fills, kept } = plan({ publisher: 'Tor' }, {}, about);

  expect(fills).toEqual([]);
  expect(kept.map(({ reason }) => reason)).toEqual(reasons);
});

describe('an earlier change of the same value', () => {
  const past = (state: PastChange['state'], held: unknown = null): PastChange[] => [
    { field: 'publisher', sent: 'Tor', held, state },
  ];

  test.each([
    ['rejected', 'rejected before'],
    ['undone', 'undone before'],
    ['proposed', 'asked already'],
    ['intended', 'on its way already'],
    ['refused', 'the library did not take it'],
  ] as const)('that was %s is not made again', (state, reason) => {
    const { fills, kept } = plan({ publisher: 'TOR' }, {}, { past: past(state) });

    expect(fills).toEqual([]);
    expect(kept).toEqual([{ field: 'publisher', reason }]);
  });

  test('that a person changed since is theirs', () => {
    const options = { mode: 'drift' as const, past: past('written', 'Tor') };

    const { fills, kept } = plan({ publisher: 'Tor' }, { publisher: 'Orbit' }, options);

    expect(fills).toEqual([]);
    expect(kept).toMatchObject([{ reason: 'changed by a person since it was written' }]);
  });

  test('that the server holds in a form of its own is done', () => {
    const options = { mode: 'drift' as const, past: past('written', 'Tom Doherty') };

    expect(plan({ publisher: 'Tor' }, { publisher: 'Tom Doherty' }, options).kept).toEqual([]);
  });

  test('that was undone may be made again when a person says so', () => {
    const options = { source: 'person', past: past('undone') };

    expect(fieldsOf(plan({ publisher: 'Tor' }, {}, options)).fills).toEqual(['publisher']);
  });
});

describe('chapters', () => {
  const chapters = (end: number) => [
    { title: 'One', startSeconds: 0, endSeconds: 100 },
    { title: 'Two', startSeconds: 100, endSeconds: end },
  ];

  test.each([
    [36_000, 1, 1],
    [36_360, 1, 1],
    [36_361, 1, 0],
    [35_600, 0, 0],
    [36_000, 2, 0],
  ])(
    'that end at %i s of 36,000, beside %i present ones: %i written',
    (end, chapterCount, written) => {
      const { fills } = plan({ chapters: chapters(end) }, { chapterCount });

      expect(fills).toHaveLength(written);
    },
  );
});

test('a cover is set where there is none, and nowhere else', () => {
  const coverUrl = 'https://example.org/a.jpg';

  expect(fieldsOf(plan({ coverUrl }, { hasCover: false })).fills).toEqual(['coverUrl']);
  for (const hasCover of [true, null]) {
    expect(fieldsOf(plan({ coverUrl }, { hasCover })).fills).toEqual([]);
  }
});

test('when everything was written as planned, a second plan finds nothing to do', () => {
  const name = fc.stringMatching(/^[A-Z][a-z]{1,8}$/);
  const place = fc.record({ name, sequence: fc.option(fc.nat(20).map(String)) });
  const facts = fc.record(
    {
      title: name,
      authors: fc.array(name, { minLength: 1, maxLength: 3 }),
      series: fc.uniqueArray(place, { minLength: 1, maxLength: 3, selector: (one) => one.name }),
      publisher: name,
      publishedYear: fc.integer({ min: 1900, max: 2026 }),
      description: fc.string({ minLength: 1 }).map((text) => `D${text}`),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(
      facts,
      facts,
      fc.constantFrom<PlanMode>('fill', 'drift', 'full'),
      (told, held, mode) => {
        const item = buildItem('a', held as Parameters<typeof buildItem>[1]);
        const options = { mode, past: [] };
        const first = planChanges(recordOf(told), item, options);
        const values = [...first.fills, ...first.proposals].map(({ field, after }) => [
          field,
          after,
        ]);

        const second = planChanges(
          recordOf(told),
          { ...item, ...Object.fromEntries(values) },
          options,
        );

        expect([...second.fills, ...second.proposals]).toEqual([]);
      },
    ),
  );
});

test.each([
  ['touched an hour ago', { added: 72, updated: 1 }, null, true],
  ['touched by our own write', { added: 72, updated: 1 }, 1, false],
  ['touched after our own write', { added: 72, updated: 1 }, 2, true],
  ['touched more than a day ago', { added: 72, updated: 25 }, null, false],
  ['that has just arrived', { added: 1, updated: 1 }, null, false],
])('an item %s counts as edited by a person or not', (_, { added, updated }, written, expected) => {
  const ago = (hours: number) => new Date(seenAt.getTime() - hours * 3_600_000);
  const times = { addedAt: ago(added), updatedAt: ago(updated) };
  const writtenAt = written === null ? null : ago(written);

  expect(isFreshlyEdited(times, { writtenAt, now: seenAt })).toBe(expected);
});
