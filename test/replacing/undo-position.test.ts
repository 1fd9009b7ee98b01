import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planUndo } from '../../src/replacing/undo-position.ts';

const at = (seconds: number, isFinished = false) => ({ seconds, isFinished });
const scale = 1.5;

test('who has not listened since goes back to where they were, with any answer', () => {
  const still = { before: at(100), now: at(150.4) };

  expect(planUndo(scale, still, null)).toEqual({ seconds: 100 });
  expect(planUndo(scale, still, 'scale')).toEqual({ seconds: 100 });
  expect(planUndo(scale, { before: at(100, true), now: at(100, true) }, null)).toEqual({
    seconds: null,
  });
  expect(planUndo(scale, { before: null, now: null }, null)).toEqual({ seconds: null });
});

test('who has listened since is asked, and gets what they choose', () => {
  const on = { before: at(100), now: at(300) };

  expect(planUndo(scale, on, null)).toEqual({
    ask: { beforeSeconds: 100, movedSeconds: 150, nowSeconds: 300, scaledSeconds: 200 },
  });
  expect(planUndo(scale, on, 'scale')).toEqual({ seconds: 200 });
  expect(planUndo(scale, on, 'back')).toEqual({ seconds: 100 });
});

test('who began or finished the book since is asked as well; a finished book stays finished', () => {
  expect(planUndo(scale, { before: null, now: at(90) }, null)).toHaveProperty('ask');
  expect(planUndo(scale, { before: null, now: at(90) }, 'back')).toEqual({ seconds: 0 });
  const finished = { before: at(100), now: at(150, true) };
  expect(planUndo(scale, finished, null)).toHaveProperty('ask');
  expect(planUndo(scale, finished, 'scale')).toEqual({ seconds: null });
});

test('the same share there and back is the same second', () => {
  const seconds = fc.double({ min: 0, max: 400_000, noNaN: true });
  const factor = fc.double({ min: 0.3, max: 3, noNaN: true });

  fc.assert(
    fc.property(seconds, factor, (before, by) => {
      const plan = planUndo(by, { before: at(before), now: at(before * by) }, null);
      expect(plan).toEqual({ seconds: before });
    }),
  );
});
