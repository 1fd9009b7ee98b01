import type { TrackerRow } from '../clients/mam/rows.ts';
import { isAbridgedText, isCastText, isCollectionTitle, isPlayText } from '../library/edition.ts';
import { isCollectionByTags, isPlayByTags } from '../library/tags.ts';
import { peopleNamed, withoutSlash } from '../library/title-people.ts';
import { isSpan, parsePosition } from '../library/position.ts';
import { plain } from '../library/words.ts';
import { foldName, foldSeries } from '../library/text.ts';
import type { FactSource, FactSources, Release } from './facts.ts';
import {
  isAbridgedByProse,
  isCastByProse,
  isCollectionByProse,
  isPlayByProse,
  listsMore,
} from './prose.ts';
import { isHistory, statementsOf, statesPlay, statesSeveral } from './statements.ts';
import { firstIn, namesIn, piecesOf, type Sourced, type SourcedText } from './texts.ts';

/** The site's category of radio plays. */
const radioDramaCategoryId = 130;
/** Whoever is named for it did it, whatever else is said of other uploads. */
const abridger = /\b[Aa]bridged by \p{Lu}/u;
const abridgedLabel = /\b(?:un)?abridged\s?[:=]|^(?:edition|version|format|type)\s?[:=]/i;
/** Producers of plays, and those who write plays of books. */
const playHouse =
  /^graphic ?audio|^alien voices$|^radio spirits$|\bcolonial radio\b|\bseeing ear\b|\btheat(?:re|er) works\b|\b(?:radio|audio) (?:theat(?:re|er)|drama)\b|\bbig finish\b|\bfull cast drama\b|\bfocus on the family\b|\bdramati(?:st|[sz]er|[sz]ed by)\b/;
/** Folded to one word: "fullcast", "ensemblecast". */
const castName =
  /^(?:full|original|various|ensemble|star|all-?star)?cast$|theat(?:re|er)s?cast$|^(?:the)?company$|^audibletheat(?:re|er)$/;
/** "BBC", "The St. Charles Players": who is credited with a play. */
const company = /\bbbc\b(?! (?:audio|big read))|\bplayers$/;
const lastBracket = /\s*[([][^()[\]]*[)\]]\s*$/;
const inBrackets = /[([]([^()[\]]*)[)\]]/g;
/** "Ember 7-9" */
const nameAndSpan = /^(.+) #?\d{1,2} ?[-–] ?\d{1,2}$/;
/** "(BBC 1981)" */
const broadcast = /[([]bbc,? (?:19|20)\d\d[)\]]/i;
const slogan = /\ba movie in your mind\b|\bgraphicaudio\b/i;

type Version = Pick<Release, 'isAbridged' | 'isDramatised' | 'isOmnibus'> & {
  sources: FactSources;
};

/** Which version of the book it is. `said` is title and tags, `told` the description, which is prose. */
export function readVersion(
  row: TrackerRow,
  said: readonly SourcedText[],
  told: readonly SourcedText[],
): Version {
  const abridged = readAbridged(row, said, told);
  const dramatised = dramatisedBy(row, said, told);
  const omnibus = omnibusBy(row, told);
  return {
    isAbridged: abridged?.value ?? null,
    isDramatised: dramatised !== null,
    isOmnibus: omnibus !== null,
    sources: {
      ...(abridged ? { abridged: abridged.source } : {}),
      ...(dramatised ? { dramatised } : {}),
      ...(omnibus ? { omnibus } : {}),
    },
  };
}

/** The flag counts when it is set; "unabridged" anywhere wins over "abridged", and prose says nothing. */
function readAbridged(
  row: TrackerRow,
  said: readonly SourcedText[],
  told: readonly SourcedText[],
): Sourced<boolean> | null {
  if (row.isFlaggedAbridged === true) return { value: true, source: 'flag' };
  const stated = [...said, ...namesIn(row)];
  const readings = [false, true].map((wanted) => {
    return firstIn(stated, (text) => (isAbridgedText(text) === wanted ? wanted : null));
  });
  const inProse = firstIn(told, (line) => {
    if (abridger.test(line)) return true;
    const isAbridged = isAbridgedText(line);
    if (isAbridged === null) return isAbridgedByProse(line) ? true : null;
    return !isAbridged || abridgedLabel.test(line) || isAbridgedByProse(line) ? isAbridged : null;
  });
  return readings[0] ?? readings[1] ?? inProse;
}

/** A play, or what may be one: "Full Cast" beside named narrators is a reading by many. */
function dramatisedBy(
  row: TrackerRow,
  said: readonly SourcedText[],
  told: readonly SourcedText[],
): FactSource | null {
  const names = row.narrators.map(joinedName);
  const isCast =
    said.some(({ text }) => isCastText(text)) ||
    castName.test(names.join()) ||
    piecesOf(row.tags).some((tag) => castName.test(joinedName(tag)));
  const isTold = told.some(({ text }) => isCastByProse(text));
  return playBy(row, said, told) ?? (isCast || isTold ? 'cast' : null);
}

function playBy(
  { title, authors, narrators, series, categoryId, tags }: TrackerRow,
  said: readonly SourcedText[],
  told: readonly SourcedText[],
): FactSource | null {
  if (categoryId === radioDramaCategoryId) return 'field';
  const found = firstIn(said, (text) =>
    isPlayText(text) || slogan.test(text) || broadcast.test(text) ? true : null,
  );
  if (found) return found.source;
  if (bracketsOf(title).some(isHouse)) return 'title';
  const pieces = piecesOf(tags);
  if (isPlayByTags(tags) || pieces.some((tag) => isHouse(tag) || statesPlay(tag))) return 'tags';
  const houses = [...narrators, ...authors, ...series.map(({ name }) => name)];
  if (houses.some((name) => isHouse(name) || company.test(plain(name)))) return 'narrators';
  if ([...narrators, ...series.map(({ name }) => name)].some(isPlayText)) return 'field';
  const isTold = told.some(
    ({ text }) => slogan.test(text) || isPlayByProse(text) || statementsOf(text).some(isPlayTag),
  );
  return isTold ? 'description' : null;
}

/** "OTR, all 12 shows" */
function isPlayTag(statement: string): boolean {
  const [first = '', ...more] = piecesOf(statement);
  if (isHistory(statement)) return false;
  return isHouse(statement) || (more.length > 0 && isPlayByTags(first));
}

/** What stands in brackets: "(Alien Voices)". */
function bracketsOf(title: string): string[] {
  return [...title.matchAll(inBrackets)].map(([, text = '']) => text);
}

function isHouse(name: string): boolean {
  return playHouse.test(plain(name));
}

/** "A Full Cast" as "fullcast". */
function joinedName(name: string): string {
  return foldName(name).replace(/^an? /, '').replaceAll(' ', '');
}

function omnibusBy(
  { title, series, tags, authors }: TrackerRow,
  told: readonly SourcedText[],
): FactSource | null {
  const whole = withoutSlash(title, peopleNamed(authors));
  if ([whole, whole.replace(lastBracket, '')].some(isCollectionTitle)) return 'title';
  if (
    isCollectionByTags(tags) ||
    piecesOf(tags).some((tag) => statesSeveral(tag) || countsSeveral(tag, series))
  )
    return 'tags';
  if (told.some(({ text }) => isCollectionByProse(text) || listsMore(text, title)))
    return 'description';
  const positions = series.map(({ position }) => parsePosition(position));
  const isSpanning = positions.some((position) => position !== null && isSpan(position));
  return isSpanning || holdsSeveralPlaces(series) ? 'field' : null;
}

/** A book has two numbers of one series where that is counted in two ways; with three it is several books. */
function holdsSeveralPlaces(series: TrackerRow['series']): boolean {
  const places = Map.groupBy(series, ({ name }) => foldSeries(name));
  return [...places.values()].some((own) => {
    return new Set(own.flatMap(({ position }) => parsePosition(position)?.from ?? [])).size > 2;
  });
}

function countsSeveral(tag: string, series: TrackerRow['series']): boolean {
  const name = foldSeries(nameAndSpan.exec(tag)?.[1] ?? '');
  return name !== '' && series.some((one) => foldSeries(one.name) === name);
}
