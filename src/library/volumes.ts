import { ordinalOf } from './numerals.ts';
import { type Position, parsePosition } from './position.ts';

/**
 * What a title says about its series; `name` is null when only a number stands there. `isVolume` when it
 * counts volumes, which can hold several books, `isAside` when it stands in brackets.
 */
export type TitleSeries = {
  name: string | null;
  position: Position;
  isVolume?: true;
  isAside?: true;
};

const word =
  'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty';
const numeral = String.raw`(?:\d{1,4}(?:[.,]\d{1,2})?|[ivx]+|${word})`;
const joint = String.raw`\s*(?:[-–,&+]|\band\b|\bto\b|\bthrough\b)\s*`;
const numerals = `${numeral}(?:${joint}(?:and |& ?)?#?${numeral}){0,30}`;
const volume = String.raw`(?:#|(?:books?|bks?\.?|volumes?|vols?\.?|no\.(?=\s*\d)|bd\.?|t\.?(?=\d)|band|buch|boek|bok|bog|tome|tomo|libro|livre|deel)\s*#?)\s*(${numerals})`;
const nth = String.raw`(?:(?:being )?(?:the )?([a-z0-9]+) (?:book|novel|volume|instal?lment|entry)|(?:book|volume) the ([a-z0-9]+))`;
/** A part is one of a series only where the series is named. */
const partOfSeries = new RegExp(
  String.raw`^(?:part (${numerals})|(?:being )?(?:the )?([a-z0-9]+) part) (?:of|in) (?!\d|(?:two|three|four|five|six)$)(.+)$`,
  'i',
);
const ofSeries = String.raw` (?:of|in) (?!(?:\d{1,3}|[ivx]+|${word})$)(.+)`;

const onlyVolume = new RegExp(
  String.raw`^(?:the )?${volume}(?: of (?:\d{1,3}|[ivx]+|${word}))?$`,
  'i',
);
const onlyNth = new RegExp(`^${nth}$`, 'i');
const volumeOfSeries = new RegExp(`^${volume}${ofSeries}$`, 'i');
const nthOfSeries = new RegExp(`^${nth}${ofSeries}$`, 'i');
/** "The Third Ember Novel", "Third in the Ember Series" */
const nthNamed =
  /^(?:the )?(\S+) (.+) (?:novel|book|mystery|adventure|thriller|story|tale)$|^(?:the )?(\S+) (?:in|of) (?:the )?(.+ (?:series|saga|trilogy|cycle|chronicles|quartet|duology))$/i;
const nameAndVolume = new RegExp(String.raw`^(.+?)[\s,:;-]+${volume}(?: of \d{1,3})?$`, 'i');
const nameAndNumber = /^(.+?),?\s+(\d{1,3}(?:\.\d{1,2})?)(?:\/\d{1,2})?$/;
const bundle = /\b(?:box(?:ed)?[- ]?set|omnibus|collection|bundle)$/i;
const piece = new RegExp(
  String.raw`(?:^|[\s,])(?:parts?|pts?\.?|discs?|disks?|cds?|episodes?|seasons?|chapters?)\s*${numerals}(?: of (?:\d{1,3}|${word}))?$|\s\d{1,2}[ab]$|[\s,]parts? [a-e]$|^\d{1,3} of \d{1,3}$|^part (?:\d{1,2}|${word})[,:]? (?!of\b|in\b|vol|book)[a-z]`,
  'i',
);

/** "Book 3", "Vol. 2 of 5", "Second Book", "Book the First": a number without the name of a series. */
export function readVolume(part: string): TitleSeries | null {
  const found = onlyVolume.exec(part);
  return place(part, null, found ? found[1] : nthText(onlyNth.exec(part)));
}

/** "Book 3 of Ember", "The Second Book in the Ember Saga", "The Third Ember Novel". */
export function readVolumeOfSeries(part: string): TitleSeries | null {
  const found = volumeOfSeries.exec(part);
  if (found) return place(part, found[2], found[1]);
  const ordinal = nthOfSeries.exec(part);
  if (ordinal) return place(part, ordinal[3], nthText(ordinal));
  const [, part1, partNth, whole] = partOfSeries.exec(part) ?? [];
  const count = part1 ?? ordinalOf((partNth ?? '').toLowerCase());
  if (whole !== undefined && count !== null) return place(part, whole, String(count));
  const [, nth, name, other, series] = nthNamed.exec(part) ?? [];
  const number = ordinalOf((nth ?? other ?? '').toLowerCase());
  return number === null ? null : place(part, name ?? series, String(number));
}

/** "Ember, Book 3", "Ember #3"; a piece of one book ("Part 2") is no volume. */
export function readNamedVolume(part: string): TitleSeries | null {
  return namedPlace(nameAndVolume.exec(part));
}

/** "Ember 03": a name with a plain number behind it. */
export function readNamedNumber(part: string): TitleSeries | null {
  return namedPlace(nameAndNumber.exec(part));
}

/** "Part 2 of 5", "Disc 3", "1 of 2": a piece of one book. */
export function isPiece(part: string): boolean {
  return piece.test(part) && !isOnlyOne(part);
}

/** "Part 1 of 1" */
function isOnlyOne(part: string): boolean {
  return /\b1 of 1$/.test(part);
}

function namedPlace(found: RegExpExecArray | null): TitleSeries | null {
  const [part = '', name = '', number] = found ?? [];
  return isPiece(part) || bundle.test(name) ? null : place(part, name, number);
}

function nthText(found: RegExpExecArray | null): string | undefined {
  const number = ordinalOf((found?.[1] ?? found?.[2] ?? '').toLowerCase());
  return number === null ? undefined : String(number);
}

function place(
  part: string,
  name: string | null | undefined,
  number: string | undefined,
): TitleSeries | null {
  const position = parsePosition(number ?? null);
  if (!position) return null;
  const found = { name: name?.trim() || null, position };
  return /\bvol(?:ume)?s?\b/i.test(part) ? { ...found, isVolume: true } : found;
}
