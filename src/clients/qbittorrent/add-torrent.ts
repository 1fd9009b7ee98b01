import { ExternalError } from '../../errors.ts';
import { expectOk, type HttpAnswer } from '../http.ts';
import { type Api, jsonOf } from './api.ts';
import { plainText } from './plain-text.ts';
import { addedCount } from './schema.ts';
import { joinTags } from './tags.ts';
import type { NewTorrent } from './torrent.ts';

/** `unknown`: neither accepted nor found yet; ask again by hash. */
export type AddOutcome = 'added' | 'already-there' | 'unknown';

/**
 * Uploads a .torrent. The same refusal means "already there" and other things, so anything but a
 * clear yes is decided by asking for the torrent's hash. A file that is no torrent throws `refused`.
 */
export async function addTorrent(
  api: Api,
  isThere: (hash: string) => Promise<boolean>,
  torrent: NewTorrent,
): Promise<AddOutcome> {
  const answer = await upload(api, formOf(torrent));
  if (answer.status === 415) {
    const sentence = plainText(answer.body.toString('utf8'));
    throw new ExternalError('qbittorrent', 'refused', `qBittorrent refused the file: ${sentence}`);
  }
  if (answer.status !== 409) expectOk('qbittorrent', answer);
  if (isAdded(answer)) return 'added';
  return (await isThere(torrent.infoHash)) ? 'already-there' : 'unknown';
}

/** No version reads a body whose length is not told ahead: it answers as if nothing had been sent. */
async function upload(api: Api, multipart: FormData): Promise<HttpAnswer> {
  const { byteLength } = await new Response(multipart).arrayBuffer();
  const headers = { 'content-length': String(byteLength) };
  return api.ask({ method: 'POST', path: 'torrents/add', multipart, headers });
}

/**
 * Without automatic management qBittorrent ignores the folder of the category, with it the given
 * save path. `paused` is the word of 4.x and `stopped` of 5.x; each ignores the other.
 */
function formOf(torrent: NewTorrent): FormData {
  const { bytes, fileName, category, tags, savePath, stopped } = torrent;
  const form = new FormData();
  const type = 'application/x-bittorrent';
  form.append('torrents', new Blob([new Uint8Array(bytes)], { type }), fileName);
  form.append('category', category);
  form.append('tags', joinTags(tags));
  form.append('autoTMM', String(savePath === null));
  if (savePath !== null) form.append('savepath', savePath);
  form.append('paused', String(stopped));
  form.append('stopped', String(stopped));
  return form;
}

/** 200 `Ok.` up to 5.1, counts as JSON after. */
function isAdded(answer: HttpAnswer): boolean {
  if (answer.status >= 300) return false;
  if (answer.body.toString('utf8').trim() === 'Ok.') return true;
  return answer.contentType.includes('json') && addedCount(jsonOf(answer)) > 0;
}
