import { bodyForm, type SandboxAnswer, type SandboxRoute, text } from '../http.ts';
import { addTorrents, fieldOf } from './add.ts';
import { announce } from './announce.ts';
import { removeFiles } from './disk.ts';
import type { ClientState, ClientTorrent } from './torrent.ts';
import type { ClientWork } from './work.ts';

type OnTorrent = (torrent: ClientTorrent, form: FormData) => void | Promise<void>;

/** The POST part of the Web API, except the login. */
export function writeRoutes(state: ClientState, work: ClientWork): SandboxRoute[] {
  const { dialect, torrents } = state;
  const post = (
    name: string,
    answer: (form: FormData) => SandboxAnswer | Promise<SandboxAnswer>,
  ): SandboxRoute => ({
    kind: name,
    method: 'POST',
    path: `/api/v2/${name}`,
    answer: async (request) => answer(await bodyForm(request)),
  });
  /** Unknown hashes are passed over in silence, and the answer is empty. */
  const forHashes = (name: string, action: OnTorrent) =>
    post(name, async (form) => {
      const hashes = fieldOf(form, 'hashes').toLowerCase().split('|');
      for (const torrent of torrents.values()) {
        const isMeant = hashes[0] === 'all' || hashes.includes(torrent.meta.infoHash);
        if (isMeant) await work.inTurn(async () => action(torrent, form));
      }
      return text('');
    });
  const [halt, resume] = dialect === '4.5' ? ['pause', 'resume'] : ['stop', 'start'];
  return [
    post('torrents/add', (form) => addTorrents(state, form)),
    forHashes(`torrents/${halt}`, (torrent) => setStopped(torrent, true)),
    forHashes(`torrents/${resume}`, (torrent) => setStopped(torrent, false)),
    forHashes('torrents/setForceStart', async (torrent, form) => {
      torrent.isForced = fieldOf(form, 'value') === 'true';
      if (torrent.isForced) await setStopped(torrent, false);
    }),
    forHashes('torrents/reannounce', (torrent) => announce(torrent, null)),
    forHashes('torrents/recheck', (torrent) => {
      torrent.phase = 'checking';
    }),
    forHashes('torrents/delete', async (torrent, form) => {
      torrents.delete(torrent.meta.infoHash);
      if (!torrent.isStopped) await announce(torrent, 'stopped');
      if (fieldOf(form, 'deleteFiles') === 'true') await removeFiles(torrent);
    }),
    forHashes('torrents/addTags', (torrent, form) => {
      for (const tag of tagsOf(form)) torrent.tags.add(tag);
      for (const tag of tagsOf(form)) state.tags.add(tag);
    }),
    forHashes('torrents/removeTags', (torrent, form) => {
      for (const tag of tagsOf(form)) torrent.tags.delete(tag);
    }),
    post('torrents/createCategory', (form) => {
      const name = fieldOf(form, 'category');
      if (name === '') return text('Category name is empty', 400);
      if (state.categories.has(name)) return text('Conflict', 409);
      state.categories.set(name, fieldOf(form, 'savePath'));
      return text('');
    }),
    post('app/setPreferences', (form) => setPreferences(state, fieldOf(form, 'json'))),
  ];
}

async function setStopped(torrent: ClientTorrent, isStopped: boolean): Promise<void> {
  if (torrent.isStopped === isStopped) return;
  torrent.isStopped = isStopped;
  if (isStopped) torrent.isForced = false;
  await announce(torrent, isStopped ? 'stopped' : 'started');
}

/** Broken JSON and unknown names change nothing and are answered as a success. */
function setPreferences(state: ClientState, value: string): SandboxAnswer {
  let given: unknown = null;
  try {
    given = JSON.parse(value);
  } catch {
    return text('');
  }
  for (const [name, wanted] of Object.entries(given ?? {})) {
    if (name in state.preferences) state.preferences[name] = wanted;
  }
  return text('');
}

function tagsOf(form: FormData): string[] {
  return fieldOf(form, 'tags')
    .split(',')
    .flatMap((tag) => tag.trim() || []);
}
