import { isGivenName } from '../given-names.ts';
import { isExplanation, isGenericSubtitle, isLabel } from '../labels.ts';
import { isPenName } from '../pen-names.ts';
import { foldName } from '../person.ts';
import { isEditionRemark, namesHouse } from '../remarks.ts';
import { foldWords } from '../text.ts';
import { isPerson, isSurname, type Person } from '../title-people.ts';
import {
  readNamedNumber,
  readNamedVolume,
  readVolume,
  readVolumeOfSeries,
  type TitleSeries,
} from '../volumes.ts';
import { wordsOf } from '../words.ts';
import { isStopWord, shareForm, significantWords, stems } from './title-words.ts';

/** What two works are known by besides the title. */
export type Surroundings = {
  /** The ways to write the title itself. */
  whole: readonly string[];
  people: readonly Person[];
  /** The words of the series of both, in the singular. */
  seriesWords: ReadonlySet<string>;
  /** "df" for "The Dresden Files". */
  acronyms: ReadonlySet<string>;
  numbers: ReadonlySet<number>;
  /** Neither is one of a series, so that a subtitle names no other volume. */
  areAlone: boolean;
};

const onlyNumber = /^0*(\d{1,3})$/;
const acronymAndNumber = /^([a-z]{2,5})\s?0*(\d{1,3})$/;
const credit =
  /^(?:(?:read|narrated|performed) by|(?:(?:an? )?new )?translat(?:ion|ed) by|lu par|gelesen von) (?:the author|.{3,60})$/;
const ofPerson = /^(?:by|as|writing as|read by|narrated by) /;
/** "Daphne's Story" */
const ofCharacter = /^\w+['’]s (?:story|tale)$|^introducing /;
const yearAtEnd = /,? (?:19|20)\d\d$/;
const lectures = /^(?:\d{1,3}|[a-z]+(?:teen|ty|-four)|twelve|ten|six|eight) (?:\w+ )?lectures$/;
/** "(Play)", "(Bonus Stories)", "(Complete Trilogy)": another text by that name. */
const anotherForm =
  /\b(?:plays?|drama|script|screenplay|musical|opera|film|movie|soundtrack|score|comics?|manga|graphic|poems?|poetry|story|stories|tales?|novellas?|novelettes?|sequel|prequel|guide|companion|notes|diary|journal|bonus|extras?|preview|sampler|parts?|acts?|seasons?|episodes?|series|saga|trilogy|cycle|collection|set|bundle|volumes?|vols?|books?|young|junior|kids|children|adapted|retold|summary|stage|theat(?:re|er)|cast|cinematic|effects|short(?:ened)?|cut|edited|condensed|highlights|podcast|interview|lectures?|sample|excerpt|teaser|demo|draft|partial|incomplete|half|sections?|disc|tape|critical|selections?|selected|readings|scenes|essentials?|passages|complete)\b/;
/** "+ Persuasion" */
const adds = /^(?:[+&]|plus |and |with )/;
const mostNames = 3;

/** True for a part of a title that says nothing but who, which series, which place in it or which edition. */
export function isKnownAround(part: string, around: Surroundings): boolean {
  const place = placeIn(part);
  if (place !== null && (place.name === null || isGenericSubtitle(place.name)))
    return isPlace(part, around);
  if (isLabel(part) || isGenericSubtitle(part) || namesHouse(part) || countsLectures(part))
    return true;
  const folded = foldWords(part);
  if (shareForm([folded], around.whole) || isOfSeries(folded, around)) return true;
  if (around.areAlone && isExplanation(part) && !/\bedition\b/.test(part)) return true;
  return isNamed(part.replace(ofPerson, ''), around.people) || isPlace(part, around);
}

/** "Twenty-four lectures" */
export function countsLectures(part: string): boolean {
  return lectures.test(part);
}

/** What a bracket says beside an exact title, in a few words without a number; with `mayBeName` a name that nobody knows. */
export function isRemark(part: string, mayBeName: boolean): boolean {
  const bare = part.replace(yearAtEnd, '');
  return (
    isLabel(bare) ||
    isEditionRemark(bare) ||
    ofCharacter.test(bare) ||
    credit.test(bare) ||
    (mayBeName && isNameLike(bare))
  );
}

/** "Rupert Farley" behind a title that tells by itself, or behind "(Unabridged)". */
export function isReader(
  part: string,
  { whole }: Surroundings,
  remarks: readonly string[],
): boolean {
  const isRecording = remarks.some((remark) => isLabel(remark) || credit.test(remark));
  if (isRecording && isNameLike(part)) return true;
  const names = wordsOf(part);
  const isName = names.length > 1 && names.length <= mostNames && isGivenName(names[0] ?? '');
  return isName && whole.some((title) => significantWords(title).length > 1);
}

/** A few words that could be a name, and name no other form of the text. */
export function isNameLike(part: string): boolean {
  const words = wordsOf(part);
  const areNames =
    words.some((word) => word.length > 2) &&
    words.every((word) => /^\p{L}+$/u.test(word) && !isStopWord(word));
  return words.length <= mostNames && areNames && !anotherForm.test(part) && !adds.test(part);
}

function isNamed(part: string, people: readonly Person[]): boolean {
  const names = part.split(/\s*(?:,|&|\band\b)\s*/).filter((name) => name !== '');
  return names.every((name) => {
    const folded = foldName(name);
    const isKnown = isPerson(name, people) || isSurname(name, people);
    return isKnown || people.some((one) => isPenName(one.folded, folded));
  });
}

/** "Book 1", "01", "Imperial Radch, Book 1", "Thomas Cromwell 1", "DF01": the place that the fields tell. */
export function isPlace(part: string, { numbers, acronyms }: Surroundings): boolean {
  const number = onlyNumber.exec(part)?.[1];
  if (number !== undefined) return numbers.has(Number(number));
  const [, letters = '', count] = acronymAndNumber.exec(part) ?? [];
  if (acronyms.has(letters)) return numbers.size === 0 || numbers.has(Number(count));
  const place = placeIn(part);
  const isOne = place !== null && place.position.from === place.position.to;
  return isOne && numbers.has(place.position.from);
}

function placeIn(part: string): TitleSeries | null {
  return (
    readVolumeOfSeries(part) ?? readVolume(part) ?? readNamedVolume(part) ?? readNamedNumber(part)
  );
}

/** True for words that all stand in the names of the series. */
export function isOfSeries(
  name: string,
  { seriesWords }: Pick<Surroundings, 'seriesWords'>,
): boolean {
  const words = stems(name);
  return words.length > 0 && words.every((word) => seriesWords.has(word));
}
