import type { TrackerRow } from '../clients/mam/rows.ts';
import { describeTitle } from '../library/describe-title.ts';
import { isCompanionTitle, isPrintTitle, isSummaryHouse } from '../library/kind.ts';
import { isOtherTextByTags, isPrintByTags, languageByTags } from '../library/tags.ts';
import {
  labelledLanguage,
  languageOfProse,
  languageOfWords,
  languageCode,
  languageFromText,
  statedLanguage,
} from '../library/language.ts';
import { readContents } from './contents.ts';
import { readCredits } from './credits.ts';
import type { Release } from './facts.ts';
import { isAboutByProse } from './prose.ts';
import { readSound } from './sound.ts';
import { descriptionLines, firstIn, type SourcedText } from './texts.ts';
import { readVersion } from './version.ts';

const brandWords = /\bwatermark(?:ed)?\b|\bbranded\b|\bwith ads\b/i;

/** Reads one row of the tracker; what the row does not tell stays unknown, and `sources` says who told the rest. */
export function releaseFromRow(row: TrackerRow): Release {
  const said: SourcedText[] = [
    { text: row.tags, source: 'tags' },
    { text: row.title, source: 'title' },
  ];
  const told = descriptionLines(row.description).map((text): SourcedText => {
    return { text, source: 'description' };
  });
  const texts = [...said, ...told];
  const { sources: creditSources, ...credits } = readCredits(row, texts);
  const { sources: soundSources, ...sound } = readSound(row, texts);
  const { sources: contentSources, ...contents } = readContents(row, texts);
  const { sources: versionSources, ...version } = readVersion(row, said, told);
  const language = readLanguage(row, said, told);
  return {
    trackerId: String(row.id),
    source: 'mam',
    title: row.title,
    ...describeTitle(row.title),
    ...credits,
    ...sound,
    ...contents,
    ...version,
    sizeBytes: row.sizeBytes,
    fileCount: row.fileCount,
    language: language?.value ?? null,
    isCompanion:
      isCompanionTitle(row.title) ||
      isPrintTitle(row.title) ||
      isOtherTextByTags(row.tags) ||
      isPrintByTags(row.tags) ||
      row.narrators.some(isSummaryHouse) ||
      told.some(({ text }) => isAboutByProse(text)),
    isBranded: said.some(({ text }) => brandWords.test(text)),
    cost: {
      isFree: row.isFree,
      isVip: row.isVip,
      vipExpiresAt: row.vipExpiresAt,
      isPersonalFreeleech: row.isPersonalFreeleech,
    },
    isSnatched: row.isSnatched,
    seeders: row.seeders,
    snatches: row.snatches,
    addedAt: row.addedAt,
    asin: row.asin,
    sources: {
      ...creditSources,
      ...soundSources,
      ...contentSources,
      ...versionSources,
      ...(language ? { language: language.source } : {}),
    },
  };
}

/** A code that is no language is unknown, whatever the texts say; they can say that a row is filed under a wrong one. */
function readLanguage(
  { language }: TrackerRow,
  said: readonly SourcedText[],
  told: readonly SourcedText[],
) {
  if (language === null) return firstIn([...said, ...told], languageFromText);
  const code = languageCode(language);
  const stated =
    code === null
      ? null
      : (firstIn(said, (text) => statedLanguage(text, code)) ??
        firstIn(
          said.filter(({ source }) => source === 'tags'),
          languageByTags,
        ) ??
        firstIn(told, labelledLanguage) ??
        firstIn(
          said.filter(({ source }) => source === 'title'),
          languageOfWords,
        ));
  if (stated !== null && stated.value !== code) return stated;
  // Filed under English and told in German: nobody knows which of the two it is read in.
  const prose = firstIn(told, languageOfProse)?.value ?? code;
  if (code === 'en' && prose !== code) return null;
  return code === null ? null : { value: code, source: 'field' as const };
}
