import { statfs } from 'node:fs/promises';
import type { EntityManager } from '@mikro-orm/postgresql';
import { dailyReadings } from '../account/daily.ts';
import { measuredPointsPerHour } from '../account/points.ts';
import { accountStanding, type Standing } from '../account/standing.ts';
import { describeEvents, type EventsNow } from '../events/describe.ts';
import type { Problem } from '../health/problems.ts';
import { jobStates } from '../job/states.ts';
import { libraryFigures } from '../library/figures.ts';
import { listQueue } from '../proposals/list-queue.ts';
import { latestRulebook, type Rulebook } from '../rulebook/read-rules.ts';
import { listSeeding, type SeedingList } from '../seeding/list.ts';
import type { Services } from '../services.ts';
import type { Policy } from '../settings/policy.ts';
import { type NextJob, soonestJobs } from './next-jobs.ts';
import { type OnItsWay, onItsWay } from './on-its-way.ts';

/** How things stand; null is not known, or for the account: not to be shown. */
export type BoardFigures = {
  account: AccountFigures | null;
  events: EventsNow;
  library: { books: number; missing: number };
  queue: { total: number; wanted: number; openProposals: number };
  onItsWay: OnItsWay[];
  seeding: Pick<SeedingList, 'counts' | 'owedHours' | 'lookedAt'>;
  rulebook: Rulebook | null;
  nextJobs: NextJob[];
  problems: readonly Problem[];
  freeBytes: number | null;
  memoryBytes: number;
  timeZone: string;
};

export type AccountFigures = Standing & {
  pointsPerHour: number | null;
  /** The ratio at the end of each of the last days. */
  ratios: (number | null)[];
};

const ratioDays = 14;

/** Reads everything from what is stored; asks no service. */
export async function readBoard(
  em: EntityManager,
  services: Pick<Services, 'config' | 'jobs'>,
  { policy, problems, now }: { policy: Policy; problems: readonly Problem[]; now: Date },
): Promise<BoardFigures> {
  const { TZ: timeZone, LIBRARY_PATH: folder } = services.config.settings;
  const { seedHours } = policy;
  const seeding = { show: 'all', sort: 'name', limit: 0, offset: 0, seedHours, now } as const;
  const queue = await listQueue(em, { state: 'live', limit: 0, offset: 0 });
  const [open] = await em.execute<{ count: number }[]>(
    `select count(*) as count from proposals where status = 'open'`,
  );
  return {
    account: policy.boardAccountFigures === 'on' ? await readAccount(em, policy, now) : null,
    events: await describeEvents(em, policy, now),
    library: await libraryFigures(em),
    queue: { total: queue.total, wanted: queue.wanted, openProposals: open?.count ?? 0 },
    onItsWay: await onItsWay(em),
    seeding: await listSeeding(em, seeding),
    rulebook: await latestRulebook(em),
    nextJobs: soonestJobs(await jobStates(em, services.jobs, timeZone, now), timeZone),
    problems,
    freeBytes: folder ? await freeBytesOf(folder) : null,
    memoryBytes: process.memoryUsage.rss(),
    timeZone,
  };
}

async function readAccount(em: EntityManager, policy: Policy, now: Date): Promise<AccountFigures> {
  const days = await dailyReadings(em, ratioDays, now);
  return {
    ...(await accountStanding(em, policy, now)),
    pointsPerHour: await measuredPointsPerHour(em, now),
    ratios: days.map(({ ratio }) => ratio),
  };
}

/** Null for a folder that cannot be asked; `status` tells why. */
async function freeBytesOf(folder: string): Promise<number | null> {
  const space = await statfs(folder).catch(() => null);
  return space && space.bavail * space.bsize;
}
