import { writePosition } from './position.ts';
import type { Known } from './read-title.ts';
import { foldSeries, foldWords } from './text.ts';
import { withoutByline, withoutSurname } from './title-people.ts';
import { readNamedNumber, readNamedVolume, readVolume } from './volumes.ts';

const mostCommas = 8;
const behindName = '(?: (?:saga|series|trilogy|chronicles?|cycle|novels?))?';

/** The parts of a title, cut where a known series, person or number stands; the persons are noted. */
export function cutByKnown(found: string[], parts: string[], known: Known): string[] {
  const { series, people, numbers } = known;
  const named = joinSeries(withoutSurname(found, parts, people), known).map((part) =>
    withoutByline(found, part, people),
  );
  if (series.size === 0) return named;
  const cut = named
    .flatMap((part) => splitSeries(part, known))
    .flatMap((part) => splitAtCommas(part, known));
  const [first = '', ...rest] = cut;
  return numbers.size === 0 ? cut : [...splitNumber(first, known), ...rest];
}

/** A known series can have a colon in its name: "Forgotten Realms: The Dark Elf Trilogy". */
function joinSeries(parts: readonly string[], { series }: Known): string[] {
  if (series.size === 0) return [...parts];
  const joined: string[] = [];
  for (const part of parts) {
    const both = `${joined.at(-1) ?? ''}: ${part}`;
    const name = readNamedVolume(both)?.name ?? readNamedNumber(both)?.name ?? both;
    const isSeries = series.has(foldSeries(both)) || series.has(foldSeries(name));
    if (isSeries && joined.length > 0) joined.splice(-1, 1, both);
    else joined.push(part);
  }
  return joined;
}

/** "The Salt Road Ember Book 3", "Ember 03 The Salt Road": names without a mark between series and title. */
function splitSeries(part: string, { series }: Known): string[] {
  if (series.size === 0 || !/\d/.test(part) || /\d\.\d/.test(part)) return [part];
  const folded = foldWords(part);
  for (const name of series) {
    const behind = new RegExp(`^(.+?)(?: the)? ${name}s?${behindName}(?: book)? (\\d{1,3})$`).exec(
      folded,
    );
    if (behind) return [behind[1] ?? '', `${name} ${behind[2]}`];
    const before = new RegExp(
      `^${name}s?${behindName}(?: book| volume| vol| bk)? (\\d{1,3}) (.+)$`,
    ).exec(folded);
    if (before) return [`${name} ${before[1]}`, before[2] ?? ''];
  }
  return [part];
}

/** "16 The Salt Road" where the book is known to be the sixteenth. */
function splitNumber(part: string, { numbers }: Known): string[] {
  const [, number = '', title = ''] = /^(\d{1,3}) (\D.*)$/.exec(part) ?? [];
  return numbers.has(Number(number)) && number !== '' ? [`book ${number}`, title] : [part];
}

/** "The Salt Road, Ember, Book 3", "Ember #3, The Salt Road": a comma is a mark where a known series stands beside it. */
function splitAtCommas(part: string, { series }: Known): string[] {
  if (series.size === 0) return [part];
  const commas = [...part.matchAll(/\s*, /g)].slice(0, mostCommas);
  for (const { index, 0: comma } of commas) {
    const [before, behind] = [part.slice(0, index), part.slice(index + comma.length)];
    const isNamed = (text: string) => {
      const named = readNamedVolume(text) ?? readNamedNumber(text);
      return named !== null && knows(series, foldSeries(named.name ?? ''));
    };
    const isSeries = isNamed(behind) || series.has(foldSeries(behind));
    if (isSeries && !series.has(foldSeries(before))) return [before, behind];
    if (isNamed(before) && readVolume(behind) === null) return [before, behind];
  }
  return [part];
}

/** "Ember | Book 3" behind a title is one mark. */
export function withNumbers(parts: readonly string[]): string[] {
  return parts.flatMap((part, index) => {
    const [before = '', after = ''] = [parts[index - 1], parts[index + 1]];
    if (before !== '' && readVolume(before) === null && readVolume(part)) return [];
    const place = readVolume(part) === null ? readVolume(after) : null;
    const word = place?.isVolume ? 'volume' : 'book';
    return [place ? `${part}, ${word} ${writePosition(place.position)}` : part];
  });
}

/** "Gentleman Bastards" is "Gentleman Bastard". */
export function knows(series: ReadonlySet<string>, name: string): boolean {
  const isPlural =
    name.includes(' ') && (series.has(`${name}s`) || series.has(name.replace(/s$/, '')));
  return series.has(name) || isPlural;
}
