import { access, constants } from 'node:fs/promises';
import { type Audiobookshelf, createAudiobookshelf } from '../clients/audiobookshelf/index.ts';
import { messageOf } from '../errors.ts';
import { type Found, ok } from '../setup/finding.ts';
import { lookAtLibraryServer } from '../setup/look-at-services.ts';
import type { Asker } from './asker.ts';
import { type Draft, untilWell } from './draft.ts';
import { userAgent } from './user-agent.ts';

/** Audiobookshelf, which of its libraries, and the folder of that as this program sees it. */
export async function askLibrary(asker: Asker, draft: Draft): Promise<void> {
  asker.explain('Audiobookshelf', [
    'As an admin: Settings, API Keys, Add. Choose a user who may update books; a scan',
    'after an import takes an admin.',
  ]);
  let folder: string | null = null;
  await untilWell(asker, async () => {
    const server = await askServer(asker, draft);
    try {
      folder = await chooseLibrary(asker, draft, server);
    } catch (error) {
      return { state: 'bad', text: messageOf(error), hint: 'Check the address and the key.' };
    }
    return await lookAtLibraryServer({ audiobookshelf: server, config: draft.config() });
  });
  await untilWell(asker, () => askFolder(asker, draft, folder));
}

async function askServer(asker: Asker, draft: Draft): Promise<Audiobookshelf> {
  const initial = draft.present('ABS_URL') ?? 'http://127.0.0.1:13378';
  const baseUrl = await asker.text('ABS_URL', 'Address of Audiobookshelf', { initial });
  draft.values.set('ABS_URL', baseUrl);
  const token = await asker.secret('ABS_TOKEN', 'API key', { present: draft.present('ABS_TOKEN') });
  draft.values.set('ABS_TOKEN', token);
  return createAudiobookshelf({ baseUrl, token, userAgent });
}

/** Answers the folder of the library as the server calls it; null when it has no book library. */
async function chooseLibrary(
  asker: Asker,
  draft: Draft,
  server: Audiobookshelf,
): Promise<string | null> {
  const libraries = (await server.libraries()).filter(({ mediaType }) => mediaType === 'book');
  const [first] = libraries;
  if (!first) return null;
  const among = libraries.map(({ id, name }) => ({ value: id, label: name }));
  const id = libraries.length === 1 ? first.id : await asker.choose('Which library?', among);
  draft.values.set('ABS_LIBRARY_ID', id);
  return libraries.find((one) => one.id === id)?.folders[0]?.fullPath ?? null;
}

async function askFolder(asker: Asker, draft: Draft, theirs: string | null): Promise<Found> {
  const initial = draft.present('LIBRARY_PATH') ?? theirs ?? '';
  const called = theirs === null ? '' : ` (Audiobookshelf calls it ${theirs})`;
  const message = `Folder of that library as this program sees it${called}`;
  const folder = await asker.text('LIBRARY_PATH', message, { initial, form: /^\// });
  draft.values.set('LIBRARY_PATH', folder);
  try {
    await access(folder, constants.R_OK | constants.W_OK);
    return ok(`${folder} can be written.`);
  } catch {
    const text = `${folder} is not there, or this program may not write into it.`;
    return { state: 'bad', text, hint: 'Mount it here, or let this user write into it.' };
  }
}
