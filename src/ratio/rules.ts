/** How the ratio stands; an emergency lasts until the ratio has really recovered. */
export type RatioLevel = 'normal' | 'warning' | 'emergency';

export type RatioLimits = { ratioFloor: number; ratioRecovered: number; ratioWarn: number };

/**
 * The level after a reading; `Infinity` is as good as it gets, and an unknown ratio changes nothing. A
 * warning ends as far above its limit as an emergency does, so that a ratio at the limit warns once.
 */
export function nextLevel(
  level: RatioLevel | null,
  ratio: number | null,
  { ratioFloor, ratioRecovered, ratioWarn }: RatioLimits,
): RatioLevel | null {
  if (ratio === null || Number.isNaN(ratio) || ratio < 0) return level;
  if (ratio <= ratioFloor) return 'emergency';
  if (level === 'emergency' && ratio < ratioRecovered) return 'emergency';
  const warnsUnder =
    level === 'warning' ? ratioWarn + Math.max(0, ratioRecovered - ratioFloor) : ratioWarn;
  return ratio < warnsUnder ? 'warning' : 'normal';
}

/** Whether one reading fell from a comfortable ratio straight into an emergency, which a second one has to confirm. */
export function isLoneFall(
  ratio: number | null,
  before: number | null,
  { ratioFloor, ratioWarn }: RatioLimits,
): boolean {
  return ratio !== null && before !== null && ratio <= ratioFloor && before >= ratioWarn;
}
