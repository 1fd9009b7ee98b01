import type { EntityManager } from '@mikro-orm/postgresql';
import type { Ledger } from '../../src/account/ledger.ts';
import type { Actor } from '../../src/command/actor.ts';
import { loadConfig } from '../../src/config.ts';
import { type Policy, policyOf } from '../../src/settings/policy.ts';
import { MissingBook } from '../../src/library/missing-book.entity.ts';
import { propose } from '../../src/proposals/propose.ts';
import type { Release } from '../../src/releases/facts.ts';
import type { Choice, JudgedRelease } from '../../src/releases/pick.ts';
import { buildRelease } from '../releases/builders.ts';

export const now = new Date('2026-06-15T12:00:00Z');
export const hoursLater = (hours: number) => new Date(now.getTime() + hours * 3_600_000);
export const policy = policyOf(loadConfig({}).settings);
export const ada: Actor = { id: '7', name: 'Ada', platform: 'discord', role: 'operator' };
export const ben: Actor = { ...ada, id: '8', name: 'Ben' };
export const noReading: Ledger = {
  account: null,
  pendingPaidBytes: 0,
  pendingGrabs: 0,
  emergency: null,
};

/** A wanted book and its number. */
export async function addWanted(
  em: EntityManager,
  title: string,
  changes: Partial<MissingBook> = {},
): Promise<number> {
  const book = em.create(MissingBook, {
    workKey: `request:${title}`,
    title,
    authorName: 'Anna Ward',
    reasonMissing: 'request',
    isWanted: true,
    identifiedDate: now,
    ...changes,
  });
  await em.flush();
  return book.id;
}

/** A free release of its own for each title. */
export function judged(title: string, changes: Partial<Release> = {}): JudgedRelease {
  const release = buildRelease({ title, trackerId: `t-${title}`, ...changes });
  return {
    release,
    costClass: 'free',
    needsApproval: [],
    isCalledSo: true,
    isWorthAWedge: false,
    reasons: ['cost: free before paid'],
  };
}

/** The same, but paid for. */
export function paidFor(title: string, changes: Partial<Release> = {}): JudgedRelease {
  return { ...judged(title, changes), costClass: 'paid' };
}

/** An account with ratio 3.00, VIP for forty days, 20,000 points, three wedges and room for many torrents, as read just now. */
export function readAccount(changes: Partial<NonNullable<Ledger['account']>> = {}): Ledger {
  return {
    account: {
      seenAt: now,
      uploadedBytes: 3e9,
      downloadedBytes: 1e9,
      unsatisfied: { count: 4, limit: 100 },
      isVipClass: true,
      vipUntil: hoursLater(960),
      points: 20_000,
      wedges: 3,
      ...changes,
    },
    pendingPaidBytes: 0,
    pendingGrabs: 0,
    emergency: null,
  };
}

/** Stores a reading of the account like `readAccount` says it, in GB. */
export async function addReading(
  em: EntityManager,
  {
    uploaded = 3,
    downloaded = 1,
    wedges = 3,
    unsatisfied = 4,
    points = 20_000,
    vipDays = 40,
    at = now,
  } = {},
): Promise<void> {
  await em.execute(
    `insert into ratio_log (timestamp, seen_at, uploaded_bytes, downloaded_bytes, wedges, class_name,
                            is_vip_class, unsatisfied_count, unsatisfied_limit, points, vip_until)
     values (?, ?, ?, ?, ?, 'VIP', true, ?, 100, ?, ?::timestamptz + ? * interval '1 day')`,
    [at, at, uploaded * 1e9, downloaded * 1e9, wedges, unsatisfied, points, at, vipDays],
  );
}

/** What a search comes to that chose the first of these releases. */
export function choiceOf(...ranked: JudgedRelease[]): Choice {
  return { chosen: ranked[0] ?? null, better: null, ranked, refused: [] };
}

type Circumstances = { policy: Policy; ledger: Ledger; platforms: string[]; now: Date };

/** Proposes a release of a wanted book in a transaction of its own. */
export async function proposeBook(
  em: EntityManager,
  bookId: number,
  choice: Choice,
  changes: Partial<Circumstances> = {},
): Promise<string> {
  const context = { policy, ledger: noReading, platforms: ['discord', 'slack'], now, ...changes };
  return await em.transactional(async (inner) => {
    const missing = await inner.findOneOrFail(MissingBook, bookId);
    return await propose(inner, missing, choice, context);
  });
}

/** As many wanted books, each with a proposal; those beyond `proposalsOpen` wait. */
export async function addProposals(
  em: () => EntityManager,
  count: number,
  changes: Partial<Circumstances> = {},
): Promise<void> {
  for (let number = 1; number <= count; number++) {
    const bookId = await addWanted(em(), `Book ${number}`);
    await proposeBook(em(), bookId, choiceOf(judged(`Book ${number}`)), changes);
  }
}

/** `number: state` of every proposal. */
export async function states(em: EntityManager): Promise<Record<number, string>> {
  const rows = await em.execute<{ id: number; status: string }[]>(
    'select id, status from proposals order by id',
  );
  return Object.fromEntries(rows.map(({ id, status }) => [id, status]));
}

/** The cards that platforms were asked to show anew, as `subject platform`. */
export async function cards(em: EntityManager): Promise<string[]> {
  const rows = await em.execute<{ card: string }[]>(
    `select payload ->> 'subject' || ' ' || platform as card from outbox where kind = 'card' order by id`,
  );
  return rows.map(({ card }) => card);
}
