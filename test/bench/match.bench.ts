import { isCalledSo } from '../../src/library/match.ts';
import { releaseFromRow } from '../../src/releases/parse.ts';
import type { ChoiceCase, LabelledCase } from '../labels/case.ts';
import { heldCases } from '../labels/held/cases.ts';
import { chooseByProduct, judge, readRows } from '../labels/judge.ts';
import { isTakenForOne, pairDecisions } from '../labels/pairs.ts';
import { type Failure, precision, recall, type Score, score } from '../labels/score.ts';
import { tunedCases } from '../labels/tuned/cases.ts';
import { tunedChoices } from '../labels/tuned/choices.ts';
import { tunedPairs } from '../labels/tuned/pairs.ts';
import { peers } from './match-peers.ts';
import type { Bench } from './run.ts';

const head = ['precision', 'recall', 'picked', 'wrong book', 'wrong edition', 'none existed'];
const widest = 32;

export default {
  name: 'match',
  question:
    'Is the right release chosen, of labelled answers of a tracker? (--failures lists ours)',
  async run() {
    const tuned = tunedCases();
    const failures = compareRules('Tuned part', tuned);
    compareRules('Held part, which no rule was tuned by', heldCases());
    printTitles(tuned);
    printChoices(tunedChoices());
    printPairs();
    if (process.argv.includes('--failures')) failures.forEach(printFailure);
  },
} satisfies Bench;

/** Ours beside the rules of others on the same cases; answers our failures. */
function compareRules(title: string, cases: readonly LabelledCase[]): Failure[] {
  const obtainable = cases.filter(({ acceptable }) => acceptable.length > 0).length;
  console.log(`\n${title}: ${cases.length} books, ${obtainable} of them to be had`);
  console.log(`  ${''.padEnd(widest)}${head.map((word) => word.padStart(14)).join('')}`);
  const ours = score(cases, chooseByProduct);
  printScore('ours', ours.score);
  for (const [name, choose] of Object.entries(peers)) printScore(name, score(cases, choose).score);
  return ours.failures;
}

function printScore(name: string, result: Score): void {
  const { picked, wrongBook, wrongEdition, unobtainable, pickedThoughNone } = result;
  const figures = [
    precision(result).toFixed(4),
    recall(result).toFixed(4),
    picked,
    wrongBook,
    wrongEdition + unobtainable,
    pickedThoughNone,
  ];
  console.log(
    `  ${name.padEnd(widest)}${figures.map((figure) => String(figure).padStart(14)).join('')}`,
  );
}

/** How often a row that stands alone is wrongly taken, by whether its title by itself is the book's. */
function printTitles(cases: readonly LabelledCase[]): void {
  const taken = cases.flatMap((labelled) => {
    const verdict = judge(labelled, chooseByProduct(labelled));
    const [release] = readRows(labelled.rows).map(releaseFromRow);
    if (labelled.rows.length > 1 || !release) return [];
    if (verdict.kind !== 'right' && verdict.kind !== 'wrong') return [];
    return [{ isWrong: verdict.kind === 'wrong', isSo: isCalledSo(labelled.wanted, release) }];
  });
  for (const isSo of [true, false]) {
    const rows = taken.filter((one) => one.isSo === isSo);
    const wrong = rows.filter((one) => one.isWrong).length;
    console.log(
      `\n${isSo ? 'Called so' : 'Not called so'}, alone: ${wrong} of ${rows.length} taken are wrong`,
    );
  }
}

function printChoices(choices: readonly ChoiceCase[]): void {
  const right = choices.filter((choice) => chooseByProduct(choice) === choice.best).length;
  console.log(
    `\nSeveral releases of one title: ${right} of ${choices.length} as the rules order them`,
  );
}

function printPairs(): void {
  const pairs = tunedPairs();
  console.log(`\nOwned book and catalogue entry: ${pairs.length} pairs`);
  console.log(`  ${'label'.padEnd(12)}${'said same'.padStart(14)}${'said different'.padStart(16)}`);
  for (const label of pairDecisions) {
    const labelled = pairs.filter((pair) => pair.label === label);
    const same = labelled.filter((pair) => isTakenForOne(pair)).length;
    console.log(
      `  ${label.padEnd(12)}${String(same).padStart(14)}${String(labelled.length - same).padStart(16)}`,
    );
  }
}

function printFailure({ labelled, verdict }: Failure): void {
  const { id, wanted, noise, rows, acceptable } = labelled;
  const what = verdict.kind === 'wrong' ? `took ${verdict.wrong}` : verdict.kind;
  console.log(`\n${id} ${what}: ${JSON.stringify(wanted)}\n  ${noise.join(', ')}`);
  const picked = verdict.kind === 'wrong' ? verdict.picked : null;
  for (const row of rows) {
    const rowId = Number(row['id']);
    if (rowId !== picked && !acceptable.includes(rowId)) continue;
    const { title, name, author_info, series_info, tags, isbn } = row;
    const shown = JSON.stringify([title ?? name, author_info, series_info, tags, isbn]);
    console.log(`  ${rowId === picked ? 'took ' : 'right'} ${shown}`);
  }
}
