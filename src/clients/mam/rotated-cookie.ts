import type { HttpAnswer } from '../http.ts';

/**
 * The `mam_id` an answer hands out in place of the one sent, if any. A rejected request can send a
 * deletion cookie (empty, `deleted`, expired); taking it for a rotation would kill the session.
 */
export function rotatedCookie(answer: HttpAnswer, sent: string, now: Date): string | undefined {
  const lines = [answer.headers['set-cookie'] ?? []].flat();
  const values = lines.map((line) => liveValue(line, now)).filter((value) => value !== undefined);
  const newest = values.at(-1);
  return newest === sent ? undefined : newest;
}

function liveValue(line: string, now: Date): string | undefined {
  const [pair = '', ...attributes] = line.split(';');
  const [name, value] = splitAtEquals(pair);
  if (name !== 'mam_id' || value === '' || value.toLowerCase() === 'deleted') return undefined;
  return isExpired(new Map(attributes.map(lowerCaseName)), now) ? undefined : value;
}

/** `Max-Age` wins over `Expires`; one that cannot be read does not count, as in browsers. */
function isExpired(attributes: Map<string, string>, now: Date): boolean {
  const maxAge = attributes.get('max-age') ?? '';
  if (/^-?\d+$/.test(maxAge)) return Number(maxAge) <= 0;
  return Date.parse(attributes.get('expires') ?? '') <= now.getTime();
}

function lowerCaseName(attribute: string): [string, string] {
  const [name, value] = splitAtEquals(attribute);
  return [name.toLowerCase(), value];
}

function splitAtEquals(text: string): [string, string] {
  const at = text.indexOf('=');
  if (at === -1) return [text.trim(), ''];
  return [text.slice(0, at).trim(), text.slice(at + 1).trim()];
}
