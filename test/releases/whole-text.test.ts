import { expect, test } from 'vitest';
import { releaseFromRow } from '../../src/releases/parse.ts';
import { asRead } from '../../src/releases/whole-text.ts';
import { buildRow } from './builders.ts';

const wanted = { title: 'Salt', authors: ['Anna Ward'], series: [], durationSeconds: 36_000 };
const cast = { title: 'Salt - Full Cast Production', tags: '', description: null };

test.each([
  ['says that it is unabridged and is large enough', 'Unabridged.', 576_000_000, false],
  ['says that it is unabridged and is far too small', 'Unabridged.', 200_000_000, true],
  ['does not say how much of the text it has', 'A great listen.', 576_000_000, true],
])('a cast that %s', (_, description, sizeBytes, isDramatised) => {
  const release = releaseFromRow(buildRow({ ...cast, description, sizeBytes }));

  expect(asRead(wanted, release).isDramatised).toBe(isDramatised);
});
