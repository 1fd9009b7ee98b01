import path from 'node:path';
import { type Book, readBooks } from '../books.ts';
import type { ChoiceCase, WrongClass } from '../case.ts';
import type { Decoy } from '../decoy.ts';
import { readHandChoices } from '../hand.ts';
import { labelRows, wantedOf } from '../labelled.ts';
import { narrators } from '../people.ts';
import { type Random, seededRandom } from '../random.ts';
import type { Upload } from '../row.ts';
import { bitrateText, lengthText } from '../sound.ts';
import { uploadOf } from '../upload.ts';
import { otherEditionDecoys } from './decoys/other-editions.ts';

/** What is true of one release of the title, whatever its row says of it. */
type Version = {
  kbps: number;
  /** How a reader of the row can know the bitrate. */
  known: 'measured' | 'written' | 'by-size' | 'not';
  isSplit: boolean;
  hasNarrator: boolean;
  isBranded: boolean;
  hasChapters: boolean;
  isAbridged: boolean;
  cost: Upload['cost'];
  seeders: number;
};

const seed = 20_262;
const count = 220;
const costs: Upload['cost'][] = ['free', 'vip', 'personal-freeleech', 'paid'];
const hours = 12;

/** Several releases of one title, and which of them the order of the rules puts first. */
export function tunedChoices(): ChoiceCase[] {
  const random = seededRandom(seed);
  const books = readBooks(path.join(import.meta.dirname, 'books.txt'));
  const made: ChoiceCase[] = [];
  while (made.length < count) {
    const one = makeChoice(made.length, books, random);
    if (one) made.push(one);
  }
  return [
    ...made,
    ...readHandChoices(path.join(import.meta.dirname, 'hand-choices.txt'), 'hand-choice'),
  ];
}

/** Null when two releases are equally good. */
function makeChoice(index: number, books: readonly Book[], random: Random): ChoiceCase | null {
  const book = random.pick(books);
  const versions = Array.from({ length: random.between(2, 8) }, () => makeVersion(random));
  const [best, second] = versions.toSorted(compare);
  if (!best || !second || compare(best, second) === 0 || approval(best) !== null) return null;
  const base = { ...uploadOf(book, random), fileTypes: random.pick(['m4b', 'mp3']) };
  const subject = { book, asin: 'B000000000', books, random };
  const right = versions.map((version) => {
    return { version, upload: describe(base, version, random), wrong: approval(version) };
  });
  const wrong = random
    .shuffled(otherEditionDecoys)
    .slice(0, random.between(0, 3))
    .flatMap((decoy) => wrongRow(decoy, subject));
  const rows = random.shuffled([...right, ...wrong]);
  const firstId = 500_000 + index * 20;
  return {
    id: `choice-${index}`,
    noise: ['several-releases'],
    wanted: wantedOf(book, null),
    ...labelRows(rows, firstId),
    best: firstId + rows.findIndex(({ version }) => version === best),
  };
}

function makeVersion(random: Random): Version {
  return {
    kbps: random.pick([32, 48, 64, 64, 65, 80, 95, 96, 97, 112, 121, 125, 128, 128, 192, 256, 320]),
    known: random.pick(['measured', 'measured', 'written', 'by-size', 'not']),
    isSplit: random.isLucky(0.3),
    hasNarrator: random.isLucky(0.8),
    isBranded: random.isLucky(0.15),
    hasChapters: random.isLucky(0.5),
    isAbridged: random.isLucky(0.1),
    cost: random.pick(costs),
    seeders: random.between(1, 400),
  };
}

/** The order of the rules: what needs a person's word comes last, then free first, then quality, then seeders. */
function compare(a: Version, b: Version): number {
  const [left, right] = [ranksOf(a), ranksOf(b)];
  const place = left.findIndex((rank, index) => rank !== right[index]);
  return place === -1 ? 0 : (left[place] ?? 0) - (right[place] ?? 0);
}

function ranksOf(version: Version): number[] {
  return [
    Number(version.isAbridged) + Number(isLow(version)),
    costs.indexOf(version.cost),
    bitrateRank(version),
    Number(version.isSplit),
    Number(!version.hasNarrator),
    Number(version.isBranded),
    Number(!version.hasChapters && !version.isSplit),
    -version.seeders,
  ];
}

/** 120 and more, 96, 64, unknown, less; what is divided out of the size has the benefit of 6 %. */
function bitrateRank({ kbps, known }: Version): number {
  if (known === 'not') return 3;
  const counted = known === 'by-size' ? kbps * 1.06 : kbps;
  const rank = [120, 96, 64].findIndex((least) => counted >= least);
  return rank === -1 ? 4 : rank;
}

function isLow(version: Version): boolean {
  return bitrateRank(version) === 4;
}

function approval(version: Version): WrongClass | null {
  if (version.isAbridged) return 'abridged';
  return isLow(version) ? 'low-bitrate' : null;
}

function describe(base: Upload, version: Version, random: Random): Upload {
  const words = [
    version.known === 'written' ? bitrateText(version.kbps, random) : '',
    version.known === 'by-size' ? lengthText(hours, random) : '',
    version.isBranded ? random.pick(['watermarked', 'branded intro', 'with ads']) : '',
    version.hasChapters ? random.pick(['Chapterized', 'chaptered', 'with chapters']) : '',
    random.pick(['Fantasy', 'True Decrypt', '44.1 kHz', 'Retail']),
  ];
  return {
    ...base,
    kbps: version.kbps,
    hours,
    isMeasured: version.known === 'measured',
    isAbridged: version.isAbridged,
    files: version.isSplit ? random.between(12, 90) : random.between(1, 3),
    narrators: version.hasNarrator ? [random.pick(narrators)] : [],
    tags: random.shuffled(words.filter((word) => word !== '')).join(', '),
    cost: version.cost,
    seeders: version.seeders,
  };
}

function wrongRow(decoy: Decoy, subject: Parameters<Decoy['make']>[0]) {
  const upload = decoy.make(subject);
  return upload ? [{ upload, version: null, wrong: decoy.wrong }] : [];
}
