import { expect, test } from 'vitest';
import { recordEvidence } from '../../src/metadata/evidence.ts';
import { lookUp } from '../../src/metadata/look-up.ts';
import { bookByAsin } from '../../src/sandbox/books.ts';
import { useDatabase } from '../support/use-database.ts';
import { shelve, useCatalogues } from './catalogue-world.ts';

const { em } = useDatabase();
const world = useCatalogues(em);
const princess = bookByAsin('B0MARS0001');
const now = new Date('2026-11-02T10:00:00Z');
const asked = { title: princess.title, author: princess.author, isbn: null };

test('what a person said of a book of the library comes first, with narrator and length', async () => {
  const id = await shelve(em(), princess);
  const seenAt = now;
  const wrong = { source: 'audnexus', confidence: 1, seenAt };
  await recordEvidence(em(), id, { narrators: ['Somebody Else'], publisher: 'Cinder' }, wrong);
  const right = { source: 'person', confidence: 0.5, seenAt };
  await recordEvidence(em(), id, { narrators: ['Tobias Merrow'] }, right);

  const { matches } = await lookUp(world.services(), em(), asked, now);

  expect(matches[0]).toMatchObject({
    source: 'shelf',
    facts: {
      title: 'A Princess of Mars',
      narrators: ['Tobias Merrow'],
      durationMinutes: 2,
      publisher: 'Cinder',
    },
  });
});

test('what is not in the library is told by the catalogues, each edition with its narrator', async () => {
  const { matches, silent } = await lookUp(world.services(), em(), asked, now);

  const [audible] = matches.filter(({ source }) => source === 'audible');
  expect(audible?.facts).toMatchObject({ asin: princess.asin, narrators: ['Tobias Merrow'] });
  expect(new Set(matches.map(({ source }) => source))).toContain('hardcover');
  expect(matches.every(({ facts }) => facts.title === 'A Princess of Mars')).toBe(true);
  expect(silent).toEqual([]);
});

test('an ASIN finds its book', async () => {
  const byAsin = { title: princess.asin, author: null, isbn: null };

  const { matches } = await lookUp(world.services(), em(), byAsin, now);

  expect(matches[0]).toMatchObject({ source: 'audnexus', confidence: 1 });
  expect(matches[0]?.facts.title).toBe('A Princess of Mars');
});

test('a catalogue that does not answer is named, and the others are heard', async () => {
  world.hardcover.failNext('graphql', { status: 500 });

  const { matches, silent } = await lookUp(world.services(), em(), asked, now);

  expect(silent).toEqual([
    { provider: 'hardcover', reason: 'hardcover answered 500', until: null },
  ]);
  expect(matches.length).toBeGreaterThan(0);
});

test('nobody knows what does not exist', async () => {
  const nothing = { title: 'A Book Nobody Sells', author: 'Nobody', isbn: null };

  expect((await lookUp(world.services(), em(), nothing, now)).matches).toEqual([]);
});
