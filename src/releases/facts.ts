/** Why something was not taken: the rule, what was found and what the rule asks for. */
export type Rejection = { rule: string; got: string; want: string };

/** A release that was not taken, with every reason. */
export type RefusedRelease = { title: string; trackerId: string; rejections: Rejection[] };

/** What decides whether a download counts against the ratio. */
export type CostFacts = {
  isFree: boolean;
  isVip: boolean;
  /** Until when the torrent is free for VIPs; null when it is not one or the date is unknown. */
  vipExpiresAt: Date | 'never' | null;
  isPersonalFreeleech: boolean;
};

export type ReleaseFormat = 'm4b' | 'mp3' | 'm4a' | 'flac' | 'other';

/**
 * Where a fact is from: a field or flag of the tracker, what it measured in the files, a text somebody
 * wrote, or the size of the files. `cast`: nothing but that many read it.
 */
export type FactSource =
  | 'field'
  | 'flag'
  | 'mediainfo'
  | 'title'
  | 'tags'
  | 'description'
  | 'narrators'
  | 'cast'
  | 'files'
  | 'size';

/** Facts whose origin matters; one that is missing here is unknown. */
export type FactSources = Partial<
  Record<
    | 'authors'
    | 'narrators'
    | 'series'
    | 'language'
    | 'fileTypes'
    | 'bitrate'
    | 'duration'
    | 'chapters'
    | 'abridged'
    | 'dramatised'
    | 'omnibus'
    | 'split',
    FactSource
  >
>;

/** One upload of a tracker; `null` is unknown everywhere. */
export type Release = {
  trackerId: string;
  source: 'mam' | 'prowlarr';
  title: string;
  /** Titles under which its description says that the book is sold, too; missing in what was stored before. */
  otherTitles?: readonly string[];
  /** What its description says that leaves it open whether this is the whole book: "stops at chapter 19". */
  doubt?: string | null;
  /** What the title says after its colon, without series and labels. */
  subtitle: string | null;
  authors: string[];
  narrators: string[];
  series: { name: string; position: string | null }[];
  /** Such as "10th anniversary edition". */
  editions: string[];
  sizeBytes: number | null;
  fileCount: number | null;
  format: ReleaseFormat | null;
  fileTypes: string[];
  /** Two letters, such as "en". */
  language: string | null;
  bitrateKbps: number | null;
  /** Where the bitrate is from: measured by the site, written by the uploader, or size divided by duration. */
  bitrateSource: 'mediainfo' | 'text' | 'size' | null;
  durationSeconds: number | null;
  chapterCount: number | null;
  hasChapters: boolean | null;
  isAbridged: boolean | null;
  isDramatised: boolean;
  isOmnibus: boolean;
  /** A summary, a study guide, an excerpt, by its tags also an edition for children: not the book. */
  isCompanion: boolean;
  isSplit: boolean | null;
  /** True when the uploader says that it carries a watermark or an advertisement. */
  isBranded: boolean;
  cost: CostFacts;
  isSnatched: boolean;
  seeders: number | null;
  snatches: number | null;
  addedAt: Date | null;
  asin: string | null;
  sources: FactSources;
};
