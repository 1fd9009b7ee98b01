import { isList, itemsOf, textBytes, utf8Of, type Value } from './bencode.ts';
import { type TorrentFault, torrentFault } from './torrent.ts';

const maxAddresses = 100;
const maxAddressBytes = 4000;

/**
 * The hosts a client would talk to because of this file: trackers and web seeds. All must be
 * allowed, since each of them learns who downloads what; null allows any, and none at all.
 */
export function readHosts(
  addresses: readonly (Value | undefined)[],
  allowed: readonly string[] | null,
): { hosts: string[] } | TorrentFault {
  const hosts = new Set<string>();
  let count = 0;
  for (const address of addresses) {
    if (address === undefined) continue;
    for (const value of leavesOf(address)) {
      count += 1;
      const host = count > maxAddresses ? null : hostOf(value);
      if (host === '') continue;
      const isAllowed = host !== null && allowed?.includes(host) !== false;
      if (isAllowed) hosts.add(host);
      else if (allowed) return foreign;
    }
  }
  if (allowed && hosts.size === 0) {
    return torrentFault('foreign-announce', 'The torrent names no tracker.');
  }
  return { hosts: [...hosts] };
}

const foreign = torrentFault(
  'foreign-announce',
  'The torrent names an address that is not its tracker’s.',
);

/** `announce` is one text, `url-list` a text or a list, `announce-list` a list of lists. */
function* leavesOf(value: Value): Generator<Value> {
  if (!isList(value)) yield value;
  for (const item of itemsOf(value)) {
    if (isList(item)) yield* itemsOf(item);
    else yield item;
  }
}

/** `''` for an empty address, which clients pass over; `null` for one that cannot be read. */
function hostOf(value: Value): string | null {
  const sizeBytes = textBytes(value);
  if (sizeBytes === 0) return '';
  const text = sizeBytes === null || sizeBytes > maxAddressBytes ? null : utf8Of(value);
  const url = text === null ? null : URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) return null;
  return url.hostname;
}
