import { access, constants, statfs } from 'node:fs/promises';
import type { EntityManager } from '@mikro-orm/postgresql';
import { messageOf } from '../errors.ts';
import { emergencyText, openEmergency } from '../ratio/episode.ts';
import type { Services } from '../services.ts';
import { backupProblems } from './backup-check.ts';
import { chatProblems, nobodyApproves, uselessRoutes } from './chat-checks.ts';
import { unreadableBooks } from './library-check.ts';
import { metadataProblems } from './metadata-check.ts';
import { soon } from './patience.ts';
import type { Check, Problem } from './problems.ts';
import { prowlarrProblems } from './prowlarr-check.ts';
import { purchaseProblems } from './purchase-check.ts';
import { restoreProblems } from './restore-check.ts';
import { seedboxProblems } from './seedbox-check.ts';
import { trackerProblems } from './tracker-check.ts';

type CheckServices = Pick<
  Services,
  | 'config'
  | 'mam'
  | 'prowlarr'
  | 'seedbox'
  | 'qbittorrent'
  | 'audiobookshelf'
  | 'ffmpeg'
  | 'now'
  | 'policy'
  | 'platforms'
  | 'chatProblems'
  | 'audible'
  | 'hardcover'
  | 'catalogues'
  | 'jobs'
>;

/** Everything that is looked at for `status`. */
export function allChecks(em: EntityManager, services: CheckServices): Check[] {
  return [
    { area: 'configuration', look: async () => switchedOff(services) },
    { area: 'chats', look: async () => chatProblems(services) },
    { area: 'approvers', look: () => nobodyApproves(em, services) },
    { area: 'alerts', look: () => uselessRoutes(em, services) },
    { area: 'tracker', look: () => trackerProblems(em, services) },
    { area: 'ratio', look: () => ratioProblems(em) },
    {
      area: 'download client',
      look: () => answers('download client', services.qbittorrent?.version()),
    },
    { area: 'library', look: () => answers('library', services.audiobookshelf?.authorize()) },
    { area: 'library', look: () => unreadableBooks(em) },
    { area: 'library folder', look: () => folderProblems(em, services) },
    { area: 'restore area', look: () => restoreProblems(services) },
    { area: 'Prowlarr', look: () => prowlarrProblems(services) },
    { area: 'seedbox', look: () => seedboxProblems(em, services) },
    { area: 'metadata', look: () => metadataProblems(em, services, services.now()) },
    { area: 'decoding', look: () => decodingProblems(services) },
    { area: 'backups', look: () => backupProblems(em, services) },
    { area: 'jobs', look: () => jobProblems(em) },
    { area: 'messages', look: () => messageProblems(em) },
    { area: 'downloads', look: () => downloadProblems(em) },
    { area: 'purchases', look: () => purchaseProblems(em) },
  ];
}

/** Which features a missing or half-given group of settings leaves off. */
export function switchedOff({ config }: Pick<Services, 'config'>): Problem[] {
  const groups = {
    'the tracker': config.features.tracker,
    qBittorrent: config.features.downloadClient,
    Audiobookshelf: config.features.library,
    Prowlarr: config.prowlarr,
    'Events of Audiobookshelf': config.libraryEvents,
    Discord: config.chats.discord,
    Slack: config.chats.slack,
  };
  return Object.entries(groups).flatMap(([name, feature]) => {
    if (!feature || feature.isOn) return [];
    const text = `${name} is switched off: ${feature.missing.join(', ')} not set`;
    return [
      { area: 'configuration', severity: 'warning' as const, text, hint: 'see .env.example' },
    ];
  });
}

async function ratioProblems(em: EntityManager): Promise<Problem[]> {
  const emergency = await openEmergency(em);
  if (!emergency) return [];
  const text = emergencyText(emergency);
  return [{ area: 'ratio', severity: 'critical', text, hint: 'ratio shows what was done' }];
}

async function answers(area: string, call: Promise<unknown> | undefined): Promise<Problem[]> {
  if (!call) return [];
  try {
    await soon(call);
    return [];
  } catch (error) {
    return [
      { area, severity: 'critical', text: messageOf(error), hint: 'check address and credentials' },
    ];
  }
}

export async function folderProblems(
  em: EntityManager,
  { config, policy }: CheckServices,
): Promise<Problem[]> {
  const folder = config.settings.LIBRARY_PATH;
  if (!folder) return [];
  const area = 'library folder';
  try {
    await access(folder, constants.W_OK);
  } catch {
    const text = `${folder} is not there or not writable for this program`;
    return [{ area, severity: 'critical', text, hint: 'mount it, or correct LIBRARY_PATH' }];
  }
  const { bavail, bsize } = await statfs(folder);
  const freeGb = (bavail * bsize) / 1024 ** 3;
  const { minFreeGb } = await policy(em);
  if (freeGb >= minFreeGb) return [];
  const text = `${freeGb.toFixed(1)} GB free, ${minFreeGb} GB must stay free`;
  return [{ area, severity: 'warning', text, hint: 'free space, or lower MIN_FREE_GB' }];
}

async function decodingProblems({ qbittorrent, ffmpeg }: CheckServices): Promise<Problem[]> {
  if (!qbittorrent || (await ffmpeg.isThere())) return [];
  const text = 'ffmpeg is not installed: whether a download plays is not checked';
  const hint = 'install ffmpeg where this program runs; no restart is needed';
  return [{ area: 'decoding', severity: 'warning', text, hint }];
}

async function jobProblems(em: EntityManager): Promise<Problem[]> {
  const rows = await em.execute<{ job_name: string; failing_since: Date }[]>(
    'select job_name, failing_since from job_controls where failing_since is not null order by job_name',
  );
  return rows.map((row) => ({
    area: 'jobs',
    severity: 'warning' as const,
    text: `${row.job_name} fails since ${row.failing_since.toISOString()}`,
    hint: `history job:${row.job_name}`,
  }));
}

async function messageProblems(em: EntityManager): Promise<Problem[]> {
  const [row] = await em.execute<{ dead: number; late: number; first: number | null }[]>(
    `select count(*) filter (where status = 'dead') as dead,
            min(id) filter (where status = 'dead') as first,
            count(*) filter (where status = 'pending' and attempts + waits > 3) as late from outbox
      where status <> 'done'`,
  );
  if (!row || row.dead + row.late === 0) return [];
  const text = `${row.dead} messages given up, ${row.late} tried again and again`;
  return [
    {
      area: 'messages',
      severity: row.dead > 0 ? 'critical' : 'warning',
      text,
      hint: row.first === null ? 'see the log of the program' : `again ${row.first}`,
    },
  ];
}

async function downloadProblems(em: EntityManager): Promise<Problem[]> {
  const rows = await em.execute<{ id: number; title: string; status_reason: string | null }[]>(
    `select id, title, status_reason from downloads where status = 'stopped' order by id limit 20`,
  );
  return rows.map((row) => ({
    area: 'downloads',
    severity: 'warning' as const,
    text: `${row.title} stopped: ${row.status_reason ?? 'no reason stored'}`,
    hint: `retry ${row.id} or cancel ${row.id}`,
  }));
}
