import { UserError } from '../../errors.ts';

const hashesPerRequest = 100;

/** An info-hash as qBittorrent names a torrent (a v2 hash by its first 40 digits), or null if it is none. */
export function readHash(text: string): string | null {
  const hash = text.toLowerCase();
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(hash) ? hash.slice(0, 40) : null;
}

/**
 * Distinct hashes in qBittorrent's form. Anything else throws `bad_input`: the word `all` in their
 * place would mean every torrent.
 */
function checkHashes(texts: readonly string[]): string[] {
  const hashes = texts.map((text) => {
    const hash = readHash(text);
    if (hash) return hash;
    throw new UserError('bad_input', 'This is not an info-hash.', 'Give 40 or 64 hex digits.');
  });
  return [...new Set(hashes)];
}

/** Checked hashes as values of the `hashes` field, none when there are none (an empty field means all). */
export function hashFields(texts: readonly string[]): string[] {
  const hashes = checkHashes(texts);
  const fields: string[] = [];
  for (let start = 0; start < hashes.length; start += hashesPerRequest) {
    fields.push(hashes.slice(start, start + hashesPerRequest).join('|'));
  }
  return fields;
}
