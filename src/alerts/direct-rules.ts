import type { Severity } from './kinds.ts';

export const directChoices = ['off', 'critical', 'warning', 'all'] as const;
/** Which alerts a person wants to be written to alone about. */
export type DirectChoice = (typeof directChoices)[number];

const wanted: Record<DirectChoice, readonly Severity[]> = {
  off: [],
  critical: ['critical'],
  warning: ['critical', 'warning'],
  all: ['critical', 'warning', 'info'],
};

/** The choices by which an alert of this severity comes to a person. */
export function choicesFor(severity: Severity): DirectChoice[] {
  return directChoices.filter((choice) => wanted[choice].includes(severity));
}
