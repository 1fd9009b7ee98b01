import { nearest } from '../command/near.ts';
import { UserError } from '../errors.ts';
import { alertKinds, severities, urgentKinds } from './kinds.ts';

const longestHours = 30 * 24;
const topics: readonly string[] = [
  'all',
  ...alertKinds,
  ...severities.filter((one) => one !== 'critical'),
];

/** What may be muted: a kind of alert, `info`, `warning` or `all`; throws UserError for anything else. */
export function readTopic(text: string): string {
  const topic = text
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_]+/g, '-');
  if (topic === 'critical' || urgentKinds.includes(topic)) {
    const message = `"${topic}" is urgent and cannot be muted.`;
    throw new UserError('bad_input', message, `Neither can ${urgentKinds.join(', ')}.`);
  }
  if (topics.includes(topic)) return topic;
  const near = nearest(topic, topics);
  const hint = near ? `Did you mean "${near}"?` : `Known are ${topics.join(', ')}.`;
  throw new UserError('not_found', `There is no kind of alert "${text.slice(0, 40)}".`, hint);
}

/** "8" or "8h" are hours, "30m" minutes, "3d" days; throws UserError. */
export function readSpan(text: string): number {
  const [, amount, unit = 'h'] = /^(\d{1,4}(?:\.\d+)?)\s*(m|h|d)?$/i.exec(text.trim()) ?? [];
  const inHours = { m: 1 / 60, h: 1, d: 24 }[unit.toLowerCase()] ?? 1;
  const hours = Number(amount) * inHours;
  if (hours > 0 && hours <= longestHours) return hours * 3_600_000;
  throw new UserError(
    'bad_input',
    `"${text}" is no time of at most 30 days.`,
    'Say 30m, 8h or 3d.',
  );
}
