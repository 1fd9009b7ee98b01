import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type PlaceOptions, placeBook } from '../../src/importing/place.ts';
import { sweepLeftovers } from '../../src/importing/temp-folders.ts';
import { fingerprint, makeFolders, treeOf, write } from './folders.ts';
import { signalAtStep } from './stepping.ts';

/** Looks at three sources, places three files, shows the folder. */
const steps = [1, 2, 3, 4, 5, 6, 7];
/** Before the fourth step nothing is written. */
const kills = ['4 early', '4 late', '5 late', '7 early', '7 late'];
const book = Buffer.alloc(3_000_000, 'long audio ');

let made: ReturnType<typeof makeFolders>;
let options: PlaceOptions;
let sources: string[];
beforeEach(() => {
  made = makeFolders();
  const [first, ...others] = made.options.files;
  write(join(made.options.torrentRoot, first?.path ?? ''), book);
  options = {
    ...made.options,
    files: [{ path: first?.path ?? '', lengthBytes: book.length }, ...others],
  };
  sources = fingerprint(options.torrentRoot);
});
afterEach(() => made.remove());

const whole = ['CD1/01.mp3', 'CD2/01.mp3', 'cover.jpg'];
const shown = () => {
  const files = treeOf(options.libraryRoot).filter((path) => !path.includes('.shelfwarden-'));
  return files.filter((path) => path !== 'Ann Author/The Series' && path !== 'Ann Author');
};
const inBook = whole.map((file) => join('Ann Author/The Series/01 - Title {Nora}', file));

describe.each(['link', 'copy'] as const)('by %s', (method) => {
  test.each(steps)('an abort at step %i takes everything back', async (step) => {
    const reason = new Error('shutting down');
    const signal = signalAtStep(step, (controller) => controller.abort(reason));

    const pending = placeBook({ ...options, method, signal });

    await expect(pending).rejects.toBe(reason);
    expect(treeOf(options.libraryRoot)).toEqual([]);
    expect(fingerprint(options.torrentRoot)).toEqual(sources);
  });

  test.each(kills)(
    'a kill at step %s shows nothing by halves, and the next run completes it',
    async (place) => {
      const [step = '', when = ''] = place.split(' ');
      const script = join(import.meta.dirname, 'place-and-die.ts');
      const input = JSON.stringify({ ...options, method });

      const { signal } = spawnSync(process.execPath, [script, input, step, when]);
      const afterKill = shown();
      const swept = await sweepLeftovers(options.libraryRoot);
      const placement = await placeBook({ ...options, method });

      expect(signal).toBe('SIGKILL');
      expect([[], inBook]).toContainEqual(afterKill);
      expect(swept).toHaveLength(afterKill.length === 0 ? 1 : 0);
      expect(placement).toMatchObject({ kind: 'placed', suffix: null, method });
      expect(shown()).toEqual(inBook);
      expect(readFileSync(join(options.libraryRoot, inBook[0] ?? ''))).toEqual(book);
      expect(fingerprint(options.torrentRoot)).toEqual(sources);
    },
  );
});

test('an abort in the middle of a copy takes everything back', async () => {
  const reason = new Error('shutting down');
  const signal = signalAtStep(4, (controller) => setImmediate(() => controller.abort(reason)));

  const pending = placeBook({ ...options, method: 'copy', signal });

  await expect(pending).rejects.toBe(reason);
  expect(treeOf(options.libraryRoot)).toEqual([]);
  expect(fingerprint(options.torrentRoot)).toEqual(sources);
});
