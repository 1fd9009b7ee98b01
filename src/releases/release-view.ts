import type { JudgedRow } from './listing.ts';

/** A judged release as every surface gets it. */
export type ReleaseView = {
  /** Its number here, by which it can be grabbed. */
  release: number;
  trackerId: string;
  title: string;
  authors: string[];
  narrators: string[];
  series: string[];
  language: string | null;
  format: string | null;
  bitrateKbps: number | null;
  durationSeconds: number | null;
  sizeBytes: number | null;
  seeders: number | null;
  snatches: number | null;
  addedAt: Date | null;
} & Pick<
  JudgedRow,
  'costClass' | 'ratioAfter' | 'verdict' | 'reasons' | 'needsApproval' | 'rejections' | 'owned'
>;

/** The facts of a row and its judgement on one level. */
export function viewOf({ release, ...judged }: JudgedRow, id: number): ReleaseView {
  return {
    release: id,
    trackerId: release.trackerId,
    title: release.title,
    authors: release.authors,
    narrators: release.narrators,
    series: release.series.map(({ name, position }) => (position ? `${name} #${position}` : name)),
    language: release.language,
    format: release.format,
    bitrateKbps: release.bitrateKbps,
    durationSeconds: release.durationSeconds,
    sizeBytes: release.sizeBytes,
    seeders: release.seeders,
    snatches: release.snatches,
    addedAt: release.addedAt,
    ...judged,
  };
}
