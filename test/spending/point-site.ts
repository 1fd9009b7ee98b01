import type { EntityManager } from '@mikro-orm/postgresql';
import { onTestFinished } from 'vitest';
import vipJob from '../../jobs/vip.ts';
import { createMam } from '../../src/clients/mam/index.ts';
import { loadConfig } from '../../src/config.ts';
import type { JobResult } from '../../src/job/definition.ts';
import { createSwarm } from '../../src/sandbox/torrents.ts';
import { startTracker, type Tracker } from '../../src/sandbox/tracker.ts';
import type { Services } from '../../src/services.ts';
import { carryOut } from '../../src/spending/carry-out.ts';
import { type Policy, policyOf } from '../../src/settings/policy.ts';
import { createMemorySession } from '../support/tracker-session.ts';

const dayMs = 86_400_000;
const answerMs = 400;

/** A bot's services at the sandbox tracker, over HTTP, with a clock that is set by hand. */
export type PointSite = {
  tracker: Tracker;
  clock: { now: Date };
  services: Services;
  /** Sets what the account holds. */
  hold: (account: { days?: number | null; points?: number; ratio?: number }) => void;
  later: (minutes: number) => void;
  /** One run of the job, as the schedule starts it at noon. */
  runVip: (policy?: Partial<Policy>) => Promise<JobResult>;
  /** Goes on with whatever is open, as the outbox does. */
  goOn: () => Promise<void>;
  /** How often the store was asked to sell something. */
  asked: () => number;
};

export async function openPointSite(em: () => EntityManager): Promise<PointSite> {
  const clock = { now: new Date('2026-06-15T12:00:00Z') };
  const now = () => clock.now;
  const tracker = await startTracker({ swarm: createSwarm(), random: Math.random, now });
  onTestFinished(() => tracker.stop());
  const mam = createMam({
    baseUrl: tracker.url,
    userAgent: 'warden-test/1',
    session: createMemorySession(tracker.session.seed),
    now,
    timeoutMs: answerMs,
  });
  let changed: Partial<Policy> = {};
  const policy = async () => ({ ...policyOf(loadConfig({}).settings), ...changed });
  const services = { em, now, mam, policy, platforms: ['discord'] } as unknown as Services;
  const goOn = async () => {
    const open = await em().execute<{ id: number }[]>(
      `select id from purchases where status in ('intended', 'sent', 'unknown') order by id`,
    );
    for (const { id } of open) await carryOut({ ...services, mam }, id);
  };
  return {
    tracker,
    clock,
    services,
    goOn,
    hold({ days, points, ratio }) {
      const { account } = tracker;
      if (days !== undefined) {
        account.vipUntil = days === null ? null : new Date(clock.now.getTime() + days * dayMs);
      }
      if (points !== undefined) account.points = points;
      if (ratio !== undefined) account.uploadedBytes = account.downloadedBytes * ratio;
    },
    later(minutes) {
      clock.now = new Date(clock.now.getTime() + minutes * 60_000);
    },
    async runVip(policyChanges = {}) {
      changed = policyChanges;
      const signal = new AbortController().signal;
      const progress = async () => {};
      return await vipJob.run({ services, em, now: clock.now, signal, input: {}, progress });
    },
    asked: () => tracker.requests.filter(({ kind }) => kind === 'buy').length,
  };
}

export type Bought = {
  kind: string;
  status: string;
  is_spent: boolean | null;
  amount: number;
  detail: string | null;
};

export async function purchasesOf(em: EntityManager): Promise<Bought[]> {
  return await em.execute<Bought[]>(
    'select kind, status, is_spent, amount::float, detail from purchases order by id',
  );
}

export async function alertKinds(em: EntityManager): Promise<string[]> {
  const rows = await em.execute<{ kind: string }[]>('select kind from alerts order by id');
  return rows.map(({ kind }) => kind);
}
