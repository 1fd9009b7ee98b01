import { isAbsolute, join } from 'node:path';
import { json, type SandboxAnswer, text } from '../http.ts';
import { type Metainfo, readTorrent } from '../torrents.ts';
import { type ClientState, type Dialect, newTorrent } from './torrent.ts';

/** `torrents/add`: takes .torrent files; links count as nothing added, as this client has no network. */
export async function addTorrents(state: ClientState, form: FormData): Promise<SandboxAnswer> {
  const files: { file: Buffer; meta: Metainfo }[] = [];
  for (const upload of form.getAll('torrents')) {
    if (typeof upload === 'string') continue;
    const file = Buffer.from(await upload.arrayBuffer());
    try {
      files.push({ file, meta: readTorrent(file) });
    } catch {
      return text(`Error: '${upload.name}' is not a valid torrent file.`, 415);
    }
  }
  const fresh = files.filter(({ meta }) => !state.torrents.has(meta.infoHash));
  const category = fieldOf(form, 'category');
  if (category !== '' && !state.categories.has(category)) state.categories.set(category, '');
  const tags = fieldOf(form, 'tags')
    .split(',')
    .flatMap((tag) => tag.trim() || []);
  for (const tag of tags) state.tags.add(tag);
  for (const { file, meta } of fresh) {
    const torrent = newTorrent({
      file,
      meta,
      category,
      tags: new Set(tags),
      autoTmm: fieldOf(form, 'autoTMM') === 'true',
      savePath: savePathOf(state, form, category),
      isStopped: fieldOf(form, state.dialect === '4.5' ? 'paused' : 'stopped') === 'true',
      addedAt: state.now(),
    });
    state.torrents.set(meta.infoHash, torrent);
  }
  return answerOf(state.dialect, fresh, files.length - fresh.length);
}

/** The category's folder counts only with `autoTMM`, and then before an explicit path. */
function savePathOf(state: ClientState, form: FormData, category: string): string {
  const { defaultSavePath } = state;
  if (fieldOf(form, 'autoTMM') === 'true' && category !== '') {
    return state.categories.get(category) || join(defaultSavePath, category);
  }
  const savePath = fieldOf(form, 'savepath');
  return isAbsolute(savePath) ? savePath : join(defaultSavePath, savePath);
}

function answerOf(dialect: Dialect, fresh: { meta: Metainfo }[], failures: number): SandboxAnswer {
  if (dialect === '4.5') return text(fresh.length > 0 ? 'Ok.' : 'Fails.');
  if (fresh.length === 0) return text('Conflict', 409);
  return json({
    added_torrent_ids: fresh.map(({ meta }) => meta.infoHash),
    failure_count: failures,
    pending_count: 0,
    success_count: fresh.length,
  });
}

/** A text field of a form, empty when absent. */
export function fieldOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}
