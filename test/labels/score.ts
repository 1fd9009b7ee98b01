import { otherBooks, otherEditions, type LabelledCase } from './case.ts';
import { type Chooser, judge, type Verdict } from './judge.ts';

/** How often a rule was right; the kinds of wrong add up to all that was wrongly picked. */
export type Score = {
  right: number;
  picked: number;
  obtainable: number;
  wrongBook: number;
  wrongEdition: number;
  unobtainable: number;
  /** Of all wrong picks, those where nothing was to be taken. */
  pickedThoughNone: number;
};

export type Failure = { labelled: LabelledCase; verdict: Verdict };

/** Lets a rule choose in every case. */
export function score(
  cases: readonly LabelledCase[],
  choose: Chooser,
): { score: Score; failures: Failure[] } {
  const verdicts = cases.map((labelled) => ({
    labelled,
    verdict: judge(labelled, choose(labelled)),
  }));
  const wrong = verdicts.flatMap(({ verdict }) => (verdict.kind === 'wrong' ? [verdict] : []));
  const right = verdicts.filter(({ verdict }) => verdict.kind === 'right').length;
  const countOf = (classes: readonly string[]) =>
    wrong.filter((one) => classes.includes(one.wrong)).length;
  const wrongBook = countOf(otherBooks);
  const wrongEdition = countOf(otherEditions);
  return {
    score: {
      right,
      picked: right + wrong.length,
      obtainable: cases.filter(({ acceptable }) => acceptable.length > 0).length,
      wrongBook,
      wrongEdition,
      unobtainable: wrong.length - wrongBook - wrongEdition,
      pickedThoughNone: wrong.filter(({ isNoneRight }) => isNoneRight).length,
    },
    failures: verdicts.filter(
      ({ verdict }) => verdict.kind === 'missed' || verdict.kind === 'wrong',
    ),
  };
}

/** The share of picks that are right; 1 when nothing was picked. */
export function precision({ right, picked }: Score): number {
  return picked === 0 ? 1 : right / picked;
}

/** The share of books to be had that were rightly picked. */
export function recall({ right, obtainable }: Score): number {
  return obtainable === 0 ? 1 : right / obtainable;
}
