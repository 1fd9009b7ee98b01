/** Days before the end of VIP at which somebody is told, once each; 0 is its end. */
const steps = [0, 1, 3, 7, 14] as const;

/** The step that is reached with so many days left; null while the end is far away. */
export function ladderStep(daysLeft: number): number | null {
  return steps.find((step) => daysLeft <= step) ?? null;
}
