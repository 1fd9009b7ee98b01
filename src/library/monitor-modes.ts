export const monitorModes = ['all', 'future', 'missing', 'none'] as const;
export type MonitorMode = (typeof monitorModes)[number];

/** What a person said about a series or an author, and on which day (YYYY-MM-DD). */
export type Monitored = { monitor: MonitorMode; monitorSince: string | null | undefined };

/** Whether a missing book that came out on this day is wanted; one without a known day is out already. */
export function isWantedBy(
  { monitor, monitorSince }: Monitored,
  releaseDate: string | null,
): boolean {
  if (monitor === 'all') return true;
  if (monitor === 'none') return false;
  const isNew = releaseDate !== null && releaseDate > (monitorSince ?? '');
  return monitor === 'future' ? isNew : !isNew;
}
