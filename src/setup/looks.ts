import type { EntityManager } from '@mikro-orm/postgresql';
import { chatProblems, nobodyApproves, uselessRoutes } from '../health/chat-checks.ts';
import { folderProblems, switchedOff } from '../health/checks.ts';
import type { Problem } from '../health/problems.ts';
import type { Services } from '../services.ts';
import { lookAtClient, lookAtLibraryServer, lookAtTracker } from './look-at-services.ts';
import { lookAtDownloads, lookAtLinks } from './look-at-folders.ts';
import { type Found, type Look, ok } from './finding.ts';

/** The ten looks before the first night alone, in the order in which things lean on each other. */
export function allLooks(em: EntityManager, services: Services): Look[] {
  return [
    { name: 'database', look: () => lookAtDatabase(em, services) },
    {
      name: 'settings',
      look: async () => found(switchedOff(services), 'every group of settings is whole'),
    },
    { name: 'tracker', look: () => lookAtTracker(services) },
    { name: 'download client', look: () => lookAtClient(services) },
    { name: 'download folder', look: () => lookAtDownloads(em, services) },
    { name: 'library server', look: () => lookAtLibraryServer(services) },
    { name: 'library folder', look: () => lookAtFolder(em, services) },
    { name: 'links', look: () => lookAtLinks(em, services) },
    { name: 'chats', look: () => lookAtChats(em, services) },
    { name: 'audio', look: () => lookAtAudio(services) },
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
  return found(await folderProblems(em, services), `${folder} can be written, with room to spare`);
}

async function lookAtChats(em: EntityManager, services: Services): Promise<Found> {
  const problems = [
    ...chatProblems(services),
    ...(await nobodyApproves(em, services)),
    ...(await uselessRoutes(em, services)),
  ];
  const names = services.platforms.join(' and ');
  return found(problems, `${names}: connected, allowed to post, and somebody may approve`);
}

async function lookAtAudio({ ffmpeg }: Services): Promise<Found> {
  if (await ffmpeg.isThere()) return ok('ffmpeg is there: every download is played through');
  const text = 'ffmpeg is not installed: whether a download plays is not checked';
  return { state: 'warning', text, hint: 'Install it where this program runs.' };
}

/** The worst of some problems, or that there are none. */
function found(problems: readonly Problem[], otherwise: string): Found {
  const worst = problems.find(({ severity }) => severity === 'critical') ?? problems[0];
  if (!worst) return ok(otherwise);
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more: "status")` : '';
  const state = worst.severity === 'critical' ? 'bad' : 'warning';
  return { state, text: `${worst.text}${more}`, hint: worst.hint };
}
