import { type Position, parsePosition } from './position.ts';
import { foldWords, plain } from './text.ts';

/** What a title says about its series; `name` is null when only a number stands there. */
export type TitleSeries = { name: string | null; position: Position };

const numeral =
  '(?:\\d+(?:[.,]\\d+)?(?:\\s*[-–]\\s*\\d+(?:[.,]\\d+)?)?|[ivx]+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)';
const volume = `(?:#|(?:books?|bk\\.?|volumes?|vol\\.?|no\\.|number)\\s*#?)\\s*(${numeral})`;
export const bracketed = /[([{]([^()[\]{}]*)[)\]}]/g;
const label =
  /\b(?:un)?abridged\b|\baudio ?book\b|^an? \w+$|\bnovel\b|\bedition$|\bdramati[sz]ed\b|\bfull[- ]cast\b|\bgraphic ?audio\b/;
const bracketSeries = new RegExp(`^(.*?)[\\s,:;-]*${volume}(?:\\s+(?:of|in)\\s+(.+))?$`);
const segmentOfSeries = new RegExp(`^${volume}\\s+(?:of|in)\\s+(.+)$`);
const segmentNumber = new RegExp(`(?:^|[\\s,-])${volume}$`);
const genericSubtitle =
  /^an? .*\b(?:novel|novella|adventure|thriller|mystery|memoir|story|romance|tale|saga|fantasy|litrpg|series)$/;
/** Libraries number their folders: "(9) Winter's Heart". */
const shelfNumber = /^\s*[([]\d{1,3}[)\]]\s+(?=\S)/;
const separator = /\s*(?::|;|_\s|\s[-–]\s|--+|—)\s*/;

/** The parts of a title between colons and dashes without noise, and what it says about its series. */
export function readTitle(title: string): { segments: string[]; series: TitleSeries | null } {
  let series: TitleSeries | null = null;
  const unbracketed = plain(title)
    .replace(/\s+/g, ' ')
    .replace(shelfNumber, '')
    .replace(bracketed, (whole, content: string) => {
      const found = readBracket(content.trim());
      series ??= found;
      return found || label.test(content) ? ' ' : whole;
    });
  const [first = '', ...rest] = unbracketed.replace(/,\s*(?:the|an?)\s*$/, '').split(separator);
  const segments = [first];
  for (const segment of rest.map((text) => text.trim())) {
    const ofSeries = segmentOfSeries.exec(segment);
    series ??= seriesOf(ofSeries?.[2], ofSeries?.[1]);
    if (!ofSeries && !genericSubtitle.test(segment)) segments.push(segment);
  }
  const numbered = segmentNumber.exec(segments.at(-1) ?? '');
  series ??= seriesOf(undefined, numbered?.[1]);
  const readable = segments.filter((segment) => foldWords(segment) !== '');
  return { segments: readable.length > 0 ? readable : [title], series };
}

function readBracket(content: string): TitleSeries | null {
  const found = bracketSeries.exec(content);
  return seriesOf(found?.[3] ?? found?.[1], found?.[2]);
}

function seriesOf(name: string | undefined, number: string | undefined): TitleSeries | null {
  const position = parsePosition(number ?? null);
  return position && { name: name?.trim() || null, position };
}
