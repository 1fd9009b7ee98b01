/** What names a work, whatever the edition; what is known of the recording counts as evidence. */
export type WorkKey = {
  title: string;
  otherTitles?: readonly string[];
  authors: readonly string[];
  series: readonly { name: string; position: string | null }[];
  narrators?: readonly string[];
  asin?: string | null;
  durationSeconds?: number | null;
  isAbridged?: boolean | null;
  isDramatised?: boolean;
};

/** True when both have an ASIN and it is the same one. */
export function isSameAsin(a: Pick<WorkKey, 'asin'>, b: Pick<WorkKey, 'asin'>): boolean {
  return !!a.asin && a.asin.toUpperCase() === b.asin?.toUpperCase();
}
