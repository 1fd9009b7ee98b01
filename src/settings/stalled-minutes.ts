/** Minutes without a byte until peers are asked for again, the torrent is restarted, a person is asked. */
export type StalledMinutes = readonly [number, number, number];

/** Reads STALLED_MINUTES; throws a sentence when it is not three numbers that grow. */
export function readStalledMinutes(text: string): StalledMinutes {
  const parts = text.split(',').map((part) => part.trim());
  const [first = 0, second = 0, third = 0] = parts.map(Number);
  const isGrowing = parts.length === 3 && 0 < first && first < second && second < third;
  if (isGrowing && Number.isFinite(third)) return [first, second, third];
  throw new Error(`"${text}" is not three numbers of minutes that grow, such as 15,30,120`);
}
