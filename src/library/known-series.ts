import { foldSeries, foldWords } from './text.ts';
import { knows } from './title-cuts.ts';
import { readNamedNumber, readNamedVolume, type TitleSeries } from './volumes.ts';

const ofKnown =
  /^(?:(?:an?|the) )?(.+?) (?:novels?|novellas?|novelettes?|story|short story|stories|adventures?|myster(?:y|ies)|prequel)(?: novel(?:la)?s?)?$|^(?:from|(?:an? )?(?:novel|novella|tale|story|stories|tales|novellas) (?:of|from|in)) (?:the )?(?:world of )?(.+?)(?: universe)?$|^(?:the )?(?:(?:final|last|concluding|latest|thrilling|epic) ){1,2}(?:book|novel|volume|instal?lment|chapter|conclusion) (?:of|in|to) (.+)$/;

/** The known series that a part of a title names, alone, with a number or as "A <series> Novel". */
export function knownSeriesIn(
  part: string,
  series: ReadonlySet<string>,
  isBracket: boolean,
): { name: string; place: TitleSeries | null } | null {
  if (series.size === 0) return null;
  const numbered = readNamedVolume(part) ?? countedSeries(part, isBracket);
  const name = [part, numbered?.name, ...(ofKnown.exec(part)?.slice(1) ?? [])].find(
    (one) => typeof one === 'string' && knows(series, foldSeries(one)),
  );
  return name ? { name, place: name === part ? null : numbered } : null;
}

/** "Ember 3", "Ember III" and, in brackets, "Ember Part 3". */
function countedSeries(part: string, isBracket: boolean): TitleSeries | null {
  const [, name = '', number] = /^(.+?) (\d{1,3})$/.exec(foldWords(part)) ?? [];
  if (number === undefined || /\d\.\d+$/.test(part)) return readNamedNumber(part);
  const series = isBracket ? name.replace(/ part$/, '') : name;
  return { name: series, position: { from: Number(number), to: Number(number) } };
}
