import { createHash } from 'node:crypto';
import type { Api } from './api.ts';
import * as schema from './schema.ts';

/** The server fetches the picture itself before it answers. */
const fetchTimeoutMs = 60_000;

/** Has the server take the picture at this address as the cover. */
export async function setCover(api: Api, itemId: string, url: string): Promise<void> {
  const request = { method: 'POST' as const, path: pathOf(itemId), json: { url } };
  await api.json({ ...request, timeoutMs: fetchTimeoutMs }, schema.coverAnswer);
}

/** Gives the server a picture to take as the cover. */
export async function uploadCover(
  api: Api,
  itemId: string,
  { bytes, type }: { bytes: Buffer; type: 'image/jpeg' | 'image/png' },
): Promise<void> {
  const multipart = new FormData();
  const name = type === 'image/png' ? 'cover.png' : 'cover.jpg';
  multipart.append('cover', new Blob([new Uint8Array(bytes)], { type }), name);
  await api.json({ method: 'POST', path: pathOf(itemId), multipart }, schema.coverAnswer);
}

export async function removeCover(api: Api, itemId: string): Promise<void> {
  await api.send({ method: 'DELETE', path: pathOf(itemId) });
}

/** Tells one cover from another, since the server names them all alike; null when there is none. */
export async function coverDigest(api: Api, itemId: string): Promise<string | null> {
  const answer = await api.sendIfFound({ path: pathOf(itemId), query: { raw: '1' } });
  return answer && createHash('sha256').update(answer.body).digest('hex');
}

function pathOf(itemId: string): string {
  return `api/items/${encodeURIComponent(itemId)}/cover`;
}
