import type { WorkKey } from '../library/match.ts';

/** Tags that say how a torrent came, not whose book it is. */
const labels = new Set(['mam', 'auto', 'requested']);
const audio = /\.(?:m4b|m4a|mp3|flac|ogg|opus|aac|wma)$/i;
const word =
  'm4b|m4a|mp3|flac|aac|\\d{2,3} ?k(?:b(?:ps|it)?)?|(?:19|20)\\d\\d|B0[A-Z\\d]{8}|retail|audiobook|eng?(?:lish)?';
/** "[M4B 128k]", "(2019, Retail)". */
const technical = new RegExp(`^(?:(?:${word})(?:[\\s,;/|+-]+|$))+$`, 'i');
const numbered = /^(.*?\p{L}.*?)[\s,#:]+(?:(?:book|vol(?:ume)?|part)\.? )?#?(\d{1,3}(?:\.\d)?)$/iu;
const longestName = 500;
const mostParts = 6;

/**
 * Every work a torrent's name, its tags and its one audio file could mean. Which of them it is, if
 * any, shows when a book that is looked for is among them: a wrong reading fits none.
 */
export function worksOf(torrent: {
  name: string;
  tags: readonly string[];
  files: readonly string[];
}): WorkKey[] {
  const [only = '', ...others] = torrent.files.filter((file) => audio.test(file));
  const fileName = others.length === 0 ? (only.split('/').at(-1) ?? '') : '';
  const tagged = torrent.tags.filter((tag) => !labels.has(tag.toLowerCase()));
  const works = [torrent.name, fileName].flatMap((name) => readingsOf(name, tagged));
  return works.filter(({ title }) => title !== '');
}

/** A name that says nothing of itself: what it is called where there is no better title. */
export function plainTitle(name: string): string {
  return cleaned(name).text || name;
}

function readingsOf(name: string, tagged: readonly string[]): WorkKey[] {
  const { text, series } = cleaned(name);
  const parts = text.split(/\s+[-–—]\s+/).slice(0, mostParts);
  const by = /^(.+?)\s+by\s+(.+)$/i.exec(text);
  const ends = parts.length > 1 ? [0, parts.length - 1] : [];
  return [
    ...(by ? [{ title: by[1] ?? '', authors: authorsOf(by[2] ?? ''), series }] : []),
    ...(tagged.length > 0 ? [text, ...parts] : []).map((title) => ({
      title,
      authors: [...tagged],
      series: [...series, ...seriesOf(parts, title)],
    })),
    ...ends.flatMap((end) => readingsWithAuthor(parts, end, series)),
  ];
}

/** The author stands first or last; the title is one of the other parts, or all of them. */
function readingsWithAuthor(parts: string[], end: number, series: WorkKey['series']): WorkKey[] {
  const authors = authorsOf(parts[end] ?? '');
  const rest = parts.filter((_, index) => index !== end);
  return [...new Set([...rest, rest.join(' - ')])].map((title) => ({
    title,
    authors,
    series: [...series, ...seriesOf(rest, title)],
  }));
}

function seriesOf(parts: readonly string[], title: string): { name: string; position: string }[] {
  return parts
    .filter((part) => part !== title)
    .flatMap((part) => {
      const [, name, position] = numbered.exec(part) ?? [];
      return name && position ? [{ name, position }] : [];
    });
}

/** "Last, First" is one person and "A, B" are two: both are tried. */
function authorsOf(text: string): string[] {
  const names = text.split(/\s*(?:,|;|&|\band\b)\s*/i).filter((name) => name !== '');
  return [...new Set([text, ...names])];
}

/** Without extension, reader, format and year; "[Barsoom 03]" is a place in a series. */
function cleaned(name: string): { text: string; series: { name: string; position: string }[] } {
  const series: { name: string; position: string }[] = [];
  const bare = name.slice(0, longestName).replace(audio, '').replaceAll('_', ' ');
  const spaced = bare.includes(' ') ? bare : bare.replaceAll('.', ' ');
  const text = spaced
    .replace(/\{[^{}]*\}/g, ' ')
    .replace(/\[([^[\]]*)\]|\(([^()]*)\)/g, (whole, square?: string, round?: string) => {
      const content = (square ?? round ?? '').trim();
      const [, seriesName, position] = numbered.exec(content) ?? [];
      if (seriesName && position) series.push({ name: seriesName, position });
      return (seriesName && position) || technical.test(content) ? ' ' : whole;
    })
    .replace(/\s+/g, ' ')
    .trim();
  return { text: text.replace(/^(?:[-–—]\s+)+|(?:\s+[-–—])+$/g, ''), series };
}
