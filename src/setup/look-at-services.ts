import { ExternalError, messageOf } from '../errors.ts';
import { soon } from '../health/patience.ts';
import type { Services } from '../services.ts';
import { type Found, ok } from './finding.ts';

/** Asks the tracker for the account, once. */
export async function lookAtTracker({ mam }: Pick<Services, 'mam'>): Promise<Found> {
  if (!mam) {
    const hint = 'Make a session of its own on the site (Preferences → Security) and set MAM_ID.';
    return { state: 'off', text: 'MAM_ID is not set: nothing is searched or grabbed', hint };
  }
  const hint =
    'Make a new session for the address of this machine (or its ASN) under Preferences → Security, and set MAM_ID.';
  return await asked(mam.account(), (account) => ok(`signed in, class ${account.className}`), hint);
}

export async function lookAtClient({ qbittorrent }: Pick<Services, 'qbittorrent'>): Promise<Found> {
  if (!qbittorrent) {
    const hint = 'Set QB_URL, and QB_USERNAME and QB_PASSWORD or QB_API_KEY.';
    return { state: 'off', text: 'qBittorrent is not set up: nothing is downloaded', hint };
  }
  const hint = 'Check QB_URL and its login; its web interface must be switched on.';
  return await asked(
    qbittorrent.version(),
    ({ app, api }) => ok(`qBittorrent ${app} answers (web API ${api})`),
    hint,
  );
}

/** The library has to be there, and the key has to be allowed to change books. */
export async function lookAtLibraryServer({
  audiobookshelf,
  config,
}: Pick<Services, 'audiobookshelf' | 'config'>): Promise<Found> {
  if (!audiobookshelf) {
    const hint = 'Set ABS_URL, ABS_TOKEN (Settings → API Keys) and ABS_LIBRARY_ID.';
    return { state: 'off', text: 'Audiobookshelf is not set up: no gaps are found', hint };
  }
  const { ABS_LIBRARY_ID: id } = config.settings;
  const both = Promise.all([audiobookshelf.authorize(), audiobookshelf.libraries()]);
  return await asked(
    both,
    ([rights, libraries]) => {
      const isOurs = (one: (typeof libraries)[number]) =>
        id === undefined ? one.mediaType === 'book' : one.id === id;
      const library = libraries.find(isOurs);
      if (!library) {
        const names = libraries.map((one) => `${one.name} (${one.id})`).join(', ');
        const text = id === undefined ? 'there is no book library' : `there is no library ${id}`;
        return { state: 'bad', text, hint: `Set ABS_LIBRARY_ID to one of: ${names}` };
      }
      if (rights.canUpdate) return ok(`the library "${library.name}" answers`);
      const text = `the library "${library.name}" answers, but the key may change nothing`;
      return { state: 'warning', text, hint: 'Let the user of the key update books.' };
    },
    'Check ABS_URL and ABS_TOKEN.',
  );
}

async function asked<Answer>(
  call: Promise<Answer>,
  read: (answer: Answer) => Found,
  hint: string,
): Promise<Found> {
  try {
    return read(await soon(call));
  } catch (error) {
    const isTheirs = error instanceof ExternalError && error.kind === 'throttled';
    return isTheirs
      ? { state: 'open', text: messageOf(error), hint: 'Ask again later.' }
      : { state: 'bad', text: messageOf(error), hint };
  }
}
