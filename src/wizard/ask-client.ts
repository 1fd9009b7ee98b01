import { access, constants } from 'node:fs/promises';
import path from 'node:path';
import { createQbittorrent, type Qbittorrent } from '../clients/qbittorrent/index.ts';
import { memoryLoginGate } from '../clients/qbittorrent/login-gate.ts';
import { type Found, ok } from '../setup/finding.ts';
import { lookAtClient } from '../setup/look-at-services.ts';
import { ourPath, readPathMap } from '../settings/path-map.ts';
import type { Asker } from './asker.ts';
import { type Draft, untilWell } from './draft.ts';
import { userAgent } from './user-agent.ts';

/** qBittorrent, the category of our torrents, and where this program sees its folder. */
export async function askClient(asker: Asker, draft: Draft): Promise<void> {
  asker.explain('qBittorrent', [
    'Options, Web UI: switch it on and set a user and a password; qBittorrent 5.2 and newer',
    'can make an API key there instead. After five wrong logins it bans for an hour.',
  ]);
  let client: Qbittorrent | null = null;
  await untilWell(asker, async () => {
    client = await askLogin(asker, draft);
    return await lookAtClient({ qbittorrent: client });
  });
  if (client) await askFolder(asker, draft, client);
}

async function askLogin(asker: Asker, draft: Draft): Promise<Qbittorrent> {
  const { values, present } = draft;
  const initial = present('QB_URL') ?? 'http://127.0.0.1:8080';
  const baseUrl = await asker.text('QB_URL', 'Address of the Web UI', { initial });
  values.set('QB_URL', baseUrl);
  const way = await asker.choose('How to log in?', [
    { value: 'user', label: 'User and password' },
    { value: 'key', label: 'API key', hint: 'qBittorrent 5.2 or newer' },
  ]);
  const about = { baseUrl, userAgent, now: () => new Date(), loginGate: memoryLoginGate() };
  if (way === 'key') {
    const apiKey = await asker.secret('QB_API_KEY', 'API key', { present: present('QB_API_KEY') });
    values.set('QB_API_KEY', apiKey);
    return createQbittorrent({ ...about, username: undefined, password: undefined, apiKey });
  }
  values.delete('QB_API_KEY');
  const user = { initial: present('QB_USERNAME') ?? 'admin' };
  const username = await asker.text('QB_USERNAME', 'Name of the user', user);
  const known = { present: present('QB_PASSWORD') };
  const password = await asker.secret('QB_PASSWORD', 'Its password', known);
  values.set('QB_USERNAME', username).set('QB_PASSWORD', password);
  return createQbittorrent({ ...about, username, password, apiKey: undefined });
}

async function askFolder(asker: Asker, draft: Draft, client: Qbittorrent): Promise<void> {
  const initial = draft.config().settings.QB_CATEGORY;
  const category = await asker.text('QB_CATEGORY', 'Category of the torrents of this bot', {
    initial,
  });
  draft.values.set('QB_CATEGORY', category);
  const folder = await client.categoryFolder(category).catch(() => null);
  const theirs = folder ?? (await askSavePath(asker, draft));
  if (theirs === '') return asker.verdict(notYet);
  await untilWell(asker, () => askMapping(asker, draft, theirs));
}

async function askSavePath(asker: Asker, draft: Draft): Promise<string> {
  const message =
    'The category is not there yet. Folder it should save to, as qBittorrent calls it (empty: its default)';
  const initial = draft.present('QB_SAVE_PATH');
  const folder = await asker.text('QB_SAVE_PATH', message, { initial, isOptional: true });
  if (folder !== '') draft.values.set('QB_SAVE_PATH', folder);
  return folder;
}

/** Asks for the folder under our name only where theirs leads nowhere. */
async function askMapping(asker: Asker, draft: Draft, theirs: string): Promise<Found> {
  const map = draft.config().settings.PATH_MAP;
  const ours = ourPath(readPathMap(map), theirs);
  if (await isThere(ours)) return ok(`${ours} can be read here.`);
  const message = `qBittorrent saves to ${theirs}, which is not there for this program. What is that folder called here?`;
  const typed = await asker.text(null, message, { initial: ours, form: /^\// });
  if (typed !== theirs) draft.values.set('PATH_MAP', mapped(map, theirs, typed));
  if (await isThere(typed)) return ok(`${typed} can be read here.`);
  const text = `${typed} is not there for this program.`;
  return { state: 'bad', text, hint: 'Mount the folder of the downloads here, too.' };
}

/** The map with this folder in it, in place of what it said of it before. */
function mapped(map: string, theirs: string, ours: string): string {
  const others = readPathMap(map).filter(({ from }) => from !== theirs);
  return [...others, { from: theirs, to: ours }].map(({ from, to }) => `${from}=${to}`).join(';');
}

/** A folder that qBittorrent has yet to make is known by the one above it. */
async function isThere(folder: string): Promise<boolean> {
  for (const one of [folder, path.dirname(folder)]) {
    const found = await access(one, constants.R_OK).then(
      () => true,
      () => false,
    );
    if (found) return true;
  }
  return false;
}

const notYet: Found = {
  state: 'open',
  text: 'Where it saves is known after the first grab.',
  hint: 'doctor looks then whether this program sees that folder.',
};
