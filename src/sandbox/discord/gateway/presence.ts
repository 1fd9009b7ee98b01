import { isObject } from '../../http.ts';

export type PresenceRecord = { status: string; text: string | null; at: Date };

/** The status and the words of the first activity. */
export function readPresence(body: Record<string, unknown>, now: Date): PresenceRecord {
  const [activity] = Array.isArray(body['activities']) ? (body['activities'] as unknown[]) : [];
  const words = isObject(activity) ? (activity['state'] ?? activity['name']) : null;
  return {
    status: String(body['status']),
    text: typeof words === 'string' ? words : null,
    at: now,
  };
}
