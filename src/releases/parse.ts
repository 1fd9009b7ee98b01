import type { TrackerRow } from '../clients/mam/rows.ts';
import { describeTitle } from '../library/describe-title.ts';
import { readContents } from './contents.ts';
import { readCredits } from './credits.ts';
import { doubtfulRemark } from './doubtful-remarks.ts';
import type { Release } from './facts.ts';
import { isOtherText } from './other-text.ts';
import { readLanguage } from './row-language.ts';
import { readSound } from './sound.ts';
import { descriptionLines, ofThisOne, type SourcedText } from './texts.ts';
import { toldTitles } from './told-titles.ts';
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
  const { sources: versionSources, ...version } = readVersion(row, ofThis(said), ofThis(told));
  const language = readLanguage(row, said, ofThis(told));
  return {
    trackerId: String(row.id),
    source: 'mam',
    title: row.title,
    ...describeTitle(row.title),
    doubt: doubtfulRemark([row.tags, ...told.map(({ text }) => text)]),
    otherTitles: told.flatMap(({ text }) => toldTitles(text)),
    ...credits,
    ...sound,
    ...contents,
    ...version,
    sizeBytes: row.sizeBytes,
    fileCount: row.fileCount,
    language: language?.value ?? null,
    isCompanion: isOtherText(row, told),
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

function ofThis(texts: readonly SourcedText[]): SourcedText[] {
  return texts.map(({ text, source }) => ({ text: ofThisOne(text), source }));
}
