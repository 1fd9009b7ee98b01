/** The site shows a bought freeleech 5 to 20 minutes late; after this long its silence means something. */
const flagLagMinutes = 30;

export type WedgeEvidence = {
  wedgesBefore: number | null;
  wedgesNow: number | null;
  /** Whether the site shows the torrent as bought free; null when it has no such torrent. */
  isFreeNow: boolean | null;
  /** Whether the bonus history shows a wedge spent on the torrent since. */
  isInHistory: boolean;
  minutesSinceSent: number;
};

/** Whether a wedge was spent whose request was never answered; `unknown` as long as it may be either. */
export function wedgeVerdict(evidence: WedgeEvidence): 'spent' | 'not-spent' | 'unknown' {
  const { wedgesBefore, wedgesNow, isFreeNow, isInHistory, minutesSinceSent } = evidence;
  if (isFreeNow || isInHistory) return 'spent';
  if (minutesSinceSent < flagLagMinutes || wedgesBefore === null || wedgesNow === null) {
    return 'unknown';
  }
  // Fewer than before: spent, even if on something else by somebody else; nothing is spent again.
  return wedgesNow < wedgesBefore ? 'spent' : 'not-spent';
}
