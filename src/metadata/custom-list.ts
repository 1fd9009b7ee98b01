/** A provider of one's own: any server that speaks Audiobookshelf's custom-provider protocol. */
export type CustomEntry = {
  name: string;
  url: string;
  /** From 0 to 1; the heaviest is asked first. */
  weight: number;
  /** Sent as the Authorization header; a secret. */
  authorization: string | null;
};

const form = 'must be "name address weight authorization; …", the last two may be left out';
const defaultWeight = 0.5;

/** Reads METADATA_PROVIDERS; throws a sentence for one that does not follow its form. */
export function readCustomList(text: string): CustomEntry[] {
  const entries = text.split(';').flatMap((entry) => (entry.trim() === '' ? [] : readEntry(entry)));
  const names = new Set(entries.map(({ name }) => name));
  if (names.size < entries.length) throw new Error('names a provider twice');
  return entries;
}

function readEntry(entry: string): CustomEntry {
  const [name = '', url = '', weight, ...rest] = entry.trim().split(/\s+/);
  if (!/^[a-z0-9-]{1,32}$/.test(name)) throw new Error(`${form}; a name has small letters`);
  if (!isAddress(url)) throw new Error(`${form}; ${name} has no http address`);
  const heavy = weight === undefined ? defaultWeight : Number(weight);
  if (!(heavy >= 0 && heavy <= 1)) throw new Error(`${form}; the weight of ${name} is from 0 to 1`);
  return { name, url, weight: heavy, authorization: rest.join(' ') || null };
}

/** A password in the address would be told wherever the address is. */
function isAddress(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && url.username + url.password === '';
}
