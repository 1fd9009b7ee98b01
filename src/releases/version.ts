import type { TrackerRow } from '../clients/mam/rows.ts';
import {
  isAbridgedText,
  isCollectionByTags,
  isCollectionTitle,
  isDramatisedText,
} from '../library/edition.ts';
import { isSpan, parsePosition } from '../library/position.ts';
import { foldName } from '../library/text.ts';
import type { FactSource, FactSources, Release } from './facts.ts';
import { firstIn, type Sourced, type SourcedText } from './texts.ts';

/** The site's category of radio plays. */
const radioDramaCategoryId = 130;
const abridgedLabel = /\babridged\s?[:=]|^(?:edition|version|format|type)\s?[:=]/i;
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
  const omnibus = omnibusBy(row);
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
  { isFlaggedAbridged }: TrackerRow,
  said: readonly SourcedText[],
  told: readonly SourcedText[],
): Sourced<boolean> | null {
  if (isFlaggedAbridged === true) return { value: true, source: 'flag' };
  const readings = [false, true].map((wanted) => {
    return firstIn(said, (text) => (isAbridgedText(text) === wanted ? wanted : null));
  });
  const inProse = firstIn(told, (line) => {
    const isAbridged = isAbridgedText(line);
    return isAbridged === false || abridgedLabel.test(line) ? isAbridged : null;
  });
  return readings[0] ?? readings[1] ?? inProse;
}

/** "Full Cast" beside named narrators is a reading by many; alone it is a play. */
function dramatisedBy(
  { authors, narrators, categoryId }: TrackerRow,
  said: readonly SourcedText[],
  told: readonly SourcedText[],
): FactSource | null {
  if (categoryId === radioDramaCategoryId) return 'field';
  const found = firstIn(said, (text) =>
    isDramatisedText(text) || slogan.test(text) ? true : null,
  );
  if (found) return found.source;
  const names = narrators.map(joinedName);
  const isPlay = [...names, ...authors.map(joinedName)].some((name) =>
    name.startsWith('graphicaudio'),
  );
  if (isPlay || (names.length === 1 && names[0] === 'fullcast')) return 'narrators';
  return told.some(({ text }) => slogan.test(text)) ? 'description' : null;
}

/** "A Full Cast" as "fullcast". */
function joinedName(name: string): string {
  return foldName(name).replace(/^an? /, '').replaceAll(' ', '');
}

function omnibusBy({ title, series, tags }: TrackerRow): FactSource | null {
  if (isCollectionTitle(title)) return 'title';
  if (isCollectionByTags(tags)) return 'tags';
  const positions = series.map(({ position }) => parsePosition(position));
  return positions.some((position) => position !== null && isSpan(position)) ? 'field' : null;
}
