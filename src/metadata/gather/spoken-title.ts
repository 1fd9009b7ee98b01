import { writePosition } from '../../library/position.ts';
import { readNamedVolume, readVolume, readVolumeOfSeries } from '../../library/volumes.ts';
import type { SeriesPlace } from '../facts.ts';

type Spoken = { title: string; series: SeriesPlace[] };

const longestTitle = 120;
/** Longer than this it is a story, not a title. */
const mostSentences = 3;

/**
 * Title and series out of what is said before the author; the series may come after him as well.
 * `null` when it is not clear which of the names is the title.
 */
export function readSpokenTitle(before: string, behind: string): Spoken | null {
  if (before.split('|').length > mostSentences) return null;
  const pieces = before.split(/\s*[|,:]\s*/).filter((piece) => piece !== '');
  const at = pieces.findIndex(isPlace);
  const later = behind.split(/\s*[|,:]\s*/);
  if (at === -1) {
    const place = later.map((piece, index) => placeIn(piece, later[index - 1])).find(isPlaced);
    return named(before.split(/\s*\|\s*/).at(-1), place ?? null);
  }
  const [piece = ''] = pieces.slice(at, at + 1);
  const whole = placeIn(piece, undefined);
  if (whole) return named([...pieces.slice(0, at), ...pieces.slice(at + 1)].join(', '), whole);
  // "The Salt Road, Lantern Coast, book two" and "Lantern Coast, book two, The Salt Road".
  const [title, name] =
    at + 1 < pieces.length
      ? [pieces.slice(at + 1).join(', '), pieces.slice(0, at).join(', ')]
      : [pieces.slice(0, at - 1).join(', '), pieces[at - 1]];
  return named(title, placeIn(piece, name) ?? null);
}

function isPlace(piece: string): boolean {
  return [readVolume, readVolumeOfSeries, readNamedVolume].some((read) => read(piece) !== null);
}

function isPlaced(place: SeriesPlace | null): place is SeriesPlace {
  return place !== null;
}

/** The place a piece names; of a bare "book two" the series is the name before it. */
function placeIn(piece: string, before: string | undefined): SeriesPlace | null {
  const place = readVolume(piece) ?? readVolumeOfSeries(piece) ?? readNamedVolume(piece);
  const name = place?.name ?? before;
  if (!place || name === undefined || name.trim() === '') return null;
  return { name: seriesName(name), sequence: writePosition(place.position) };
}

/** "the Lantern Coast series" */
function seriesName(text: string): string {
  const name = /^(?:the\s+)?(.+?)\s+series$/i.exec(text.trim())?.[1];
  return name ?? text.trim();
}

function named(title: string | undefined, place: SeriesPlace | null): Spoken | null {
  const text = title?.trim() ?? '';
  const isTitle = /\p{L}|\p{N}/u.test(text) && text.length <= longestTitle;
  return isTitle ? { title: text, series: place ? [place] : [] } : null;
}
