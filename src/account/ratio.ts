/** A ratio is infinite while nothing was downloaded: that is a state of its own, not an unknown one. */
export type RatioState = 'known' | 'infinite' | 'unknown';

export function ratioState(ratio: number | null): RatioState {
  if (ratio === null) return 'unknown';
  return Number.isFinite(ratio) ? 'known' : 'infinite';
}

/** Two decimals, cut and not rounded: 1.199 is not 1.20. */
export function ratioText(ratio: number | null): string {
  if (ratio === null) return 'unknown';
  if (!Number.isFinite(ratio)) return '∞';
  // A hundredth of a binary fraction may lie a hair below itself.
  const [whole = '', cents = ''] = (Math.floor(ratio * 100 + 1e-6) / 100).toFixed(2).split('.');
  return `${Number(whole).toLocaleString('en-US')}.${cents}`;
}
