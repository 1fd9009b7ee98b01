import type { TrackerRow } from '../clients/mam/rows.ts';
import {
  labelledLanguage,
  languageCode,
  languageFromText,
  languageOfProse,
  languageOfWords,
  statedLanguage,
} from '../library/language.ts';
import { languageByTags } from '../library/tags.ts';
import { plain } from '../library/words.ts';
import { statementsOf } from './statements.ts';
import { firstIn, namesIn, type Sourced, type SourcedText } from './texts.ts';

/** "The Salt Road - Spanish" */
const atEnd = /\s[-–—|]\s(\p{L}{4,12})$/u;
/** "Classics in German" */
const inLanguage = / (?:in|en|auf) (\p{L}{4,12})$/u;
/** "Audio is in Spanish", "This is the original Spanish" */
const statedIn =
  /^in (?=\p{L}+,)(\p{L}{4,12})|(?:^|[,;:.–—-] )(?:(?:the |this )?(?:audio(?:book)?|book|recording|narration|reading|file|upload) is (?:only )?in|this is (?:in|the(?: original)?)) (\p{L}{4,12})\b/iu;
/** What names a language besides that of the recording. */
const otherwise = /\b(?:by|from|of|also|into|learn\w*|speak\w*|words?)\b/;
const mostWords = 5;
/** "Gesprochen von Anna Ward", which is no sentence of another language. */
const readBy: [string, RegExp][] = [
  ['en', /\benglish audiobook of\b|\bread in english\b/],
  [
    'de',
    /\b(?:gesprochen|gelesen|vorgelesen|eingelesen|erz(?:a|ae)hlt) von \w|\b(?:vollstandige|ungekurzte|gekurzte) lesung\b/,
  ],
  ['nl', /\b(?:gelezen|voorgelezen|ingesproken|verteld) door \w/],
  ['fr', /\b(?:lue?|racontee?|interpretee?) par \w/],
  ['es', /\b(?:leid[oa]|narrad[oa]|locutado) por \w/],
  ['it', /\b(?:lett[oa]|narrat[oa]|interpretat[oa]) da \w/],
  ['sv', /\b(?:last|inlast|upplast) av \w/],
];

/**
 * A code that is no language is unknown, whatever the texts say; they can say that a row is filed under
 * a wrong one.
 */
export function readLanguage(
  row: Pick<TrackerRow, 'language' | 'series' | 'narrators' | 'authors'>,
  said: readonly SourcedText[],
  told: readonly SourcedText[],
): Sourced<string> | null {
  const { language } = row;
  if (language === null) return firstIn([...said, ...told], languageFromText);
  const code = languageCode(language);
  const stated = code === null ? null : contradiction(row, code, said, told);
  if (stated !== null && stated.value !== code) return stated;
  // Filed under English and told in German: nobody knows which of the two it is read in.
  const prose = firstIn(told, languageOfProse)?.value ?? code;
  if (code === 'en' && prose !== code) return null;
  return code === null ? null : { value: code, source: 'field' };
}

function contradiction(
  row: Parameters<typeof readLanguage>[0],
  code: string,
  said: readonly SourcedText[],
  told: readonly SourcedText[],
): Sourced<string> | null {
  // "Translated by Rod Bradbury": a language among the tags is the one it was written in.
  const isTranslation = told.some(({ text }) => /\btranslated (?:by|from)\b/i.test(text));
  const tags = said.filter(({ source }) => source === 'tags' && !isTranslation);
  const titles = said.filter(({ source }) => source === 'title');
  return (
    firstIn(said, (text) => statedLanguage(text, code)) ??
    firstIn(titles, languageAtEnd) ??
    firstIn(tags, languageByTags) ??
    firstIn(
      seriesOf(row),
      (text) => statedLanguage(text, code) ?? languageNamed(inLanguage.exec(text)?.[1]),
    ) ??
    firstIn(
      namesIn(row),
      (text) => languageFromText(text) ?? labelledLanguage(text) ?? languageOfReading(text),
    ) ??
    firstIn(told, (line) => labelledLanguage(line) ?? languageStated(line, code)) ??
    firstIn(titles, languageOfWords)
  );
}

function seriesOf({ series }: Pick<TrackerRow, 'series'>): SourcedText[] {
  return series.map(({ name }) => ({ text: name, source: 'field' }));
}

function languageAtEnd(title: string): string | null {
  return languageNamed(atEnd.exec(title)?.[1]);
}

function languageStated(line: string, code: string): string | null {
  const short = statementsOf(line).filter((one) => {
    return one.split(' ').length <= mostWords && !otherwise.test(one);
  });
  const named =
    languageOfReading(line) ??
    short.map((one) => statedLanguage(one, code)).find((one) => one !== null);
  return named ?? languageNamed(statedIn.exec(line)?.slice(1).find(Boolean));
}

function languageOfReading(line: string): string | null {
  const words = plain(line);
  return readBy.find(([, by]) => by.test(words))?.[0] ?? null;
}

function languageNamed(name: string | undefined): string | null {
  return name === undefined ? null : languageFromText(`(${name})`);
}
