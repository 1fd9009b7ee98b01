import { messageOf } from '../errors.ts';
import type { Problem } from '../health/problems.ts';

/** What one look found: `off` is what nobody set up, `open` what cannot be told yet. */
export type Found = {
  state: 'ok' | 'warning' | 'bad' | 'off' | 'open';
  text: string;
  hint?: string;
};
export type Finding = Found & { name: string };
export type Look = { name: string; look: () => Promise<Found> };

export const ok = (text: string): Found => ({ state: 'ok', text });

/** The worst of some problems, or that there are none. */
export function foundAmong(problems: readonly Problem[], otherwise: string): Found {
  const worst = problems.find(({ severity }) => severity === 'critical') ?? problems[0];
  if (!worst) return ok(otherwise);
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more: "status")` : '';
  const state = worst.severity === 'critical' ? 'bad' : 'warning';
  return { state, text: `${worst.text}${more}`, hint: worst.hint };
}

/** Takes every look, one after the other: they lean on the same services. One that crashes hides no other. */
export async function takeLooks(looks: readonly Look[]): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { name, look } of looks) {
    findings.push({ name, ...(await look().catch(crashed)) });
  }
  return findings;
}

function crashed(error: unknown): Found {
  return { state: 'bad', text: messageOf(error), hint: 'see the log of the program' };
}
