import type { Book } from './books.ts';
import type { LabelledCase, Wanted } from './case.ts';
import type { Decoy } from './decoy.ts';
import { labelRows, type LabelledUpload, wantedOf } from './labelled.ts';
import { type Random, seededRandom } from './random.ts';
import type { Upload } from './row.ts';
import type { Subject, UploadNoise, WantedNoise } from './subject.ts';
import { uploadOf } from './upload.ts';

/** What cases are made of. */
export type Ingredients = {
  /** Begins the ids of the cases. */
  name: string;
  seed: number;
  count: number;
  books: readonly Book[];
  /** One list for each thing that is written: at most one noise of each meets in a row. */
  uploadNoise: readonly (readonly UploadNoise[])[];
  wantedNoise: readonly WantedNoise[];
  /** What may also happen to a wrong row without making it look right. */
  decoyNoise: readonly UploadNoise[];
  decoys: readonly Decoy[];
};

type Labelled = LabelledUpload & { noise: string[] };

const asinLetters = Array.from('0123456789ABCDEFGHJKLMNPQRSTVWXYZ');

/** The same ingredients give the same cases; every other one has something to take. */
export function generateCases(ingredients: Ingredients): LabelledCase[] {
  const random = seededRandom(ingredients.seed);
  return Array.from({ length: ingredients.count }, (_, index) =>
    makeCase(index, ingredients, random),
  );
}

function makeCase(index: number, ingredients: Ingredients, random: Random): LabelledCase {
  const every = ingredients.uploadNoise.flat();
  const first = index % 2 === 1 ? null : (every[(index / 2) % every.length] ?? null);
  const subject = findSubject(first, ingredients.books, random);
  const others = first === null ? 0 : random.pick([0, 0, 0, 0, 0, 1, 1, 2]);
  const good = [first, ...Array.from({ length: others }, () => random.pick(every))]
    .filter((noise) => noise !== null)
    .map((noise) => makeGood(noise, subject, ingredients.uploadNoise));
  const bad = makeAllBad(first === null, subject, ingredients);
  const needsEvidence = good.some((one) => one.needsEvidence);
  const { wanted, noise } = makeWanted(subject, ingredients.wantedNoise, needsEvidence);
  const rows: Labelled[] = random.shuffled([...good, ...bad]);
  const met = new Set([...noise, ...rows.flatMap((one) => one.noise)]);
  return {
    id: `${ingredients.name}-${index}`,
    noise: [...met].toSorted(),
    wanted,
    ...labelRows(rows, 100_000 + index * 20),
  };
}

/** A book that the noise fits. Throws when there is hardly any. */
function findSubject(noise: UploadNoise | null, books: readonly Book[], random: Random): Subject {
  for (let attempt = 0; attempt < 2000; attempt += 1) {
    const subject = { book: random.pick(books), asin: newAsin(random), books, random };
    if (noise === null || noise.apply(uploadOf(subject.book, random), subject)) return subject;
  }
  throw new Error(`no book for ${noise?.name}`);
}

/** A row with the one noise and, now and then, one or two others. */
function makeGood(
  first: UploadNoise,
  subject: Subject,
  stages: Ingredients['uploadNoise'],
): Labelled & { needsEvidence: boolean } {
  const { book, asin, random } = subject;
  let upload: Upload = {
    ...uploadOf(book, random),
    isbn: random.isLucky(0.2) ? `ASIN:${asin}` : '',
  };
  const used: UploadNoise[] = [];
  const further = new Set(random.shuffled(stages).slice(0, random.pick([0, 0, 0, 1, 1, 2])));
  for (const stage of stages.filter((one) => one.includes(first) || further.has(one))) {
    const noise = stage.includes(first) ? first : random.pick(stage);
    const needsEvidence = [...used, first].some((one) => one.needsEvidence);
    const changed = needsEvidence && noise.takesEvidence ? null : noise.apply(upload, subject);
    if (!changed) continue;
    upload = changed;
    used.push(noise);
  }
  const needsEvidence = used.some((noise) => noise.needsEvidence);
  return { upload, noise: used.map(({ name }) => name), wrong: null, needsEvidence };
}

/** At least one; where nothing is to be taken, they are more frequent. */
function makeAllBad(
  isAlone: boolean,
  subject: Subject,
  { decoys, decoyNoise }: Pick<Ingredients, 'decoys' | 'decoyNoise'>,
): Labelled[] {
  const { random } = subject;
  const chosen = decoys.flatMap((decoy) =>
    Array.from({ length: decoy.most ?? 1 }, () => decoy).filter(() =>
      random.isLucky((decoy.share * (isAlone ? 1.5 : 1)) / 100),
    ),
  );
  const bad = chosen.flatMap((decoy) => makeBad(decoy, subject, decoyNoise));
  return bad.length > 0 ? bad : makeAllBad(isAlone, subject, { decoys, decoyNoise });
}

function makeBad(decoy: Decoy, subject: Subject, noises: readonly UploadNoise[]): Labelled[] {
  const { random } = subject;
  const made = decoy.make(subject);
  if (!made) return [];
  const plain = random.isLucky(0.15) ? { ...made, isbn: newAsin(random) } : made;
  const noise = random.isLucky(0.3) ? random.pick(noises) : null;
  const upload = noise?.apply(plain, subject) ?? plain;
  return [{ upload, noise: [decoy.name], wrong: decoy.wrong }];
}

function makeWanted(
  { book, asin, ...rest }: Subject,
  noises: readonly WantedNoise[],
  needsEvidence: boolean,
): { wanted: Wanted; noise: string[] } {
  const { random } = rest;
  const plain = wantedOf(book, needsEvidence || random.isLucky(0.7) ? asin : null);
  const usable = noises.filter((noise) => !needsEvidence || !noise.takesEvidence);
  const noise = random.isLucky(0.4) ? random.pick(usable) : null;
  const wanted = noise?.apply(plain, { book, asin, ...rest });
  return wanted && noise ? { wanted, noise: [noise.name] } : { wanted: plain, noise: [] };
}

function newAsin(random: Random): string {
  return `B0${Array.from({ length: 8 }, () => random.pick(asinLetters)).join('')}`;
}
