import { expect, test } from 'vitest';
import { chooseByProduct } from './judge.ts';
import { isTakenForOne } from './pairs.ts';
import { precision, recall, score } from './score.ts';
import { tunedCases } from './tuned/cases.ts';
import { tunedChoices } from './tuned/choices.ts';
import { tunedPairs } from './tuned/pairs.ts';

const leastPrecision = 0.995;
/** Some rows that a reader of the books knows to be right cannot be told by the bot: it asks. */
const leastRecall = 0.93;
const leastKnown = 0.95;
/** `npm run bench -- match` judges all of them. */
const everyNth = 3;
/** Thousands of rows are judged, on machines that do other work, too. */
const patient = 240_000;

test('hardly a wrong release is taken, and hardly a right one missed', { timeout: patient }, () => {
  const { score: ours } = score(
    tunedCases().filter((_, index) => index % everyNth === 0),
    chooseByProduct,
  );

  expect(precision(ours)).toBeGreaterThanOrEqual(leastPrecision);
  expect(recall(ours)).toBeGreaterThanOrEqual(leastRecall);
});

test('of several releases of one title the best is taken', () => {
  const others = tunedChoices().filter((choice) => chooseByProduct(choice) !== choice.best);

  expect(others.map(({ id }) => id)).toEqual([]);
});

test('an owned book is known in the catalogue, and no other book is taken for it', () => {
  const pairs = tunedPairs();
  const takenOf = (label: string) => {
    const labelled = pairs.filter((pair) => pair.label === label);
    return labelled.filter(isTakenForOne).length / labelled.length;
  };

  // Another title at the same place, with nothing beside it, is left to a person.
  expect(takenOf('same')).toBeGreaterThanOrEqual(leastKnown);
  expect(takenOf('different')).toBeLessThanOrEqual(1 - leastPrecision);
});
