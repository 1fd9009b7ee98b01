import type { EntityManager } from '@mikro-orm/postgresql';
import type { Mam, TrackerAccount } from '../../src/clients/mam/index.ts';
import { ExternalError } from '../../src/errors.ts';
import { confirmWedge, spendWedge, type WedgeAsk } from '../../src/spending/spend-wedge.ts';
import type { WedgeServices } from '../../src/spending/settle-wedges.ts';
import { buildRow } from '../releases/builders.ts';

/** What goes wrong at one call: the site does not answer, or the program is gone; before or after it counted. */
export type Trouble =
  | 'no-answer-before'
  | 'no-answer-after'
  | 'killed-before'
  | 'killed-after'
  | 'throttled';

class Killed extends Error {}

/** A site that takes wedges and counts them; `troubles` befall the calls in order, null is none. */
export type WedgeSite = {
  wedges: number;
  spentOn: number[];
  /** The site shows a bought freeleech late. */
  isFlagLate: boolean;
  calls: string[];
  troubles: (Trouble | null)[];
  mam: Mam;
};

export function createWedgeSite(wedges = 3): WedgeSite {
  const site: WedgeSite = {
    wedges,
    spentOn: [],
    isFlagLate: false,
    calls: [],
    troubles: [],
    mam: {
      account: () => call('account', () => accountWith(site.wedges)),
      releaseById: (id: number) =>
        call('release', () =>
          buildRow({ id, isPersonalFreeleech: site.spentOn.includes(id) && !site.isFlagLate }),
        ),
      bonusHistory: () => call('history', () => []),
      torrentFileByWedge: (id: number) =>
        call('wedge', () => {
          site.wedges -= 1;
          site.spentOn.push(id);
          return Buffer.from('d8:announce');
        }),
    } as unknown as Mam,
  };

  async function call<Answer>(kind: string, act: () => Answer): Promise<Answer> {
    site.calls.push(kind);
    const trouble = site.troubles.shift() ?? null;
    if (trouble === 'no-answer-before') throw noAnswer();
    if (trouble === 'killed-before') throw new Killed();
    if (trouble === 'throttled') throw new ExternalError('tracker', 'throttled', 'slow down');
    const answer = act();
    if (trouble === 'no-answer-after') throw noAnswer();
    if (trouble === 'killed-after') throw new Killed();
    return answer;
  }
  return site;
}

function noAnswer(): ExternalError {
  return new ExternalError('tracker', 'unreachable', 'the tracker did not answer in time');
}

/** What the tracker says of an account with so many wedges. */
export function accountWith(wedges: number): TrackerAccount {
  return {
    className: 'VIP',
    isVipClass: true,
    uploadedBytes: 3e9,
    downloadedBytes: 1e9,
    points: 1000,
    wedges,
    vipUntil: null,
    unsatisfied: { count: 4, limit: 100 },
    hitAndRunCount: 0,
    inactiveUnsatisfiedCount: 0,
    connectable: 'yes',
    notices: null,
  };
}

export type Clock = { now: Date };

export function servicesFor(
  site: WedgeSite,
  em: () => EntityManager,
  clock: Clock,
): WedgeServices & { em: () => EntityManager } {
  return { em, mam: site.mam, now: () => clock.now, platforms: ['discord'] };
}

/** A wanted wedge: a release and a download that stands for it. */
export async function addDownload(em: EntityManager, trackerId: number): Promise<WedgeAsk> {
  const [row] = await em.execute<{ release: number; download: number }[]>(
    `with r as (insert into releases (source, tracker_id, title, facts) values ('mam', ?, 'Salt', '{}') returning id)
     insert into downloads (title, source, release_id) select 'Salt', 'mam', id from r
     returning id as download, release_id as release`,
    [String(trackerId)],
  );
  if (!row) throw new Error('no download');
  const { release: releaseId, download: downloadId } = row;
  return { trackerId, releaseId, downloadId, title: 'Salt', actor: 'Ada' };
}

/** Asks again and again, as the outbox does, a few minutes later each time, until the matter is settled. */
export async function spendToTheEnd(
  services: WedgeServices,
  ask: WedgeAsk,
  clock: Clock,
): Promise<'spent' | 'impossible'> {
  for (let turn = 0; turn < 60; turn += 1) {
    const outcome = await once(services, ask).catch((error: unknown) => {
      if (error instanceof Killed || error instanceof ExternalError) return 'cut off' as const;
      throw error;
    });
    if (outcome === 'spent' || outcome === 'impossible') return outcome;
    clock.now = new Date(clock.now.getTime() + 5 * 60_000);
  }
  throw new Error('it never came to an end');
}

async function once(services: WedgeServices, ask: WedgeAsk): Promise<string> {
  const outcome = await spendWedge(services, ask);
  if (outcome.kind !== 'sent') return outcome.kind;
  return (await confirmWedge(services, outcome.purchaseId)) ? 'spent' : 'waits';
}
