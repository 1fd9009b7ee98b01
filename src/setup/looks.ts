import type { EntityManager } from '@mikro-orm/postgresql';
import { folderProblems, switchedOff } from '../health/checks.ts';
import type { Services } from '../services.ts';
import { lookAtClient, lookAtLibraryServer, lookAtTracker } from './look-at-services.ts';
import { lookAtAnswers, lookAtChat } from './look-at-chats.ts';
import { lookAtCategory, lookAtDownloads, lookAtLinks } from './look-at-folders.ts';
import { lookAtFullSync, lookAtKeys, lookAtScheduler, lookAtWebServer } from './look-at-work.ts';
import { type Found, foundAmong, type Look, ok } from './finding.ts';

/** The looks before the first night alone, in the order in which things lean on each other. */
export function allLooks(em: EntityManager, services: Services): Look[] {
  return [
    { name: 'database', look: () => lookAtDatabase(em, services) },
    {
      name: 'settings',
      look: async () => foundAmong(switchedOff(services), 'every group of settings is whole'),
    },
    { name: 'keys', look: () => lookAtKeys(services) },
    { name: 'tracker', look: () => lookAtTracker(services) },
    { name: 'download client', look: () => lookAtClient(services) },
    { name: 'category', look: () => lookAtCategory(services) },
    { name: 'download folder', look: () => lookAtDownloads(em, services) },
    { name: 'library server', look: () => lookAtLibraryServer(services) },
    { name: 'library folder', look: () => lookAtFolder(em, services) },
    { name: 'links', look: () => lookAtLinks(em, services) },
    ...(['discord', 'slack'] as const)
      .filter((chat) => services.chatLooks[chat])
      .map((chat) => ({ name: chat, look: () => lookAtChat(em, services, chat) })),
    { name: 'chats', look: () => lookAtAnswers(em, services) },
    { name: 'audio', look: () => lookAtAudio(services) },
    { name: 'scheduler', look: () => lookAtScheduler(em, services) },
    { name: 'full sync', look: () => lookAtFullSync(em) },
    { name: 'web server', look: () => lookAtWebServer(services) },
  ];
}

async function lookAtDatabase(em: EntityManager, { config }: Services): Promise<Found> {
  const [row] = await em.execute<{ version: string; mib: number }[]>(
    `select current_setting('server_version') as version,
            (pg_database_size(current_database()) / 1048576)::int as mib`,
  );
  const kind = config.settings.DATABASE_URL ? 'at DATABASE_URL' : 'built in';
  return ok(`PostgreSQL ${row?.version ?? ''}, ${kind}, ${row?.mib ?? 0} MiB`);
}

async function lookAtFolder(em: EntityManager, services: Services): Promise<Found> {
  const { LIBRARY_PATH: folder } = services.config.settings;
  if (!folder) {
    const hint = 'Set it to the folder of the library as this program sees it.';
    return { state: 'off', text: 'LIBRARY_PATH is not set: nothing is imported', hint };
  }
  return foundAmong(
    await folderProblems(em, services),
    `${folder} can be written, with room to spare`,
  );
}

async function lookAtAudio({ ffmpeg }: Services): Promise<Found> {
  if (await ffmpeg.isThere()) return ok('ffmpeg is there: every download is played through');
  const text = 'ffmpeg is not installed: whether a download plays is not checked';
  return { state: 'warning', text, hint: 'Install it where this program runs.' };
}
