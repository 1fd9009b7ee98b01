import type { EntityManager } from '@mikro-orm/postgresql';
import { UserError } from '../errors.ts';
import { readLedger } from '../account/ledger.ts';
import type { Services } from '../services.ts';
import type { Rejection } from './facts.ts';
import { pick } from './pick.ts';
import { blockedReleases } from './save.ts';
import { searchReleases } from './search.ts';
import { summaryOf } from './summary.ts';

export type JudgedRow = {
  trackerId: string;
  title: string;
  summary: string;
  costClass: string | null;
  reasons: readonly string[];
  rejections: readonly Rejection[];
};

/** What the tracker has for a title, the best first, each with why it would or would not be chosen. */
export async function searchTracker(
  em: EntityManager,
  services: Pick<Services, 'mam' | 'policy'>,
  { title, author }: { title: string; author?: string | undefined },
  now: Date,
): Promise<{ rows: JudgedRow[] }> {
  const { mam } = services;
  if (!mam) throw new UserError('conflict', 'The tracker is not configured.', 'Set MAM_ID.');
  const authors = author ? [author] : [];
  const releases = await searchReleases(mam, [{ title, authors }]);
  const { account } = await readLedger(em);
  const wanted = {
    title,
    authors: author ? authors : releases.flatMap((one) => one.authors),
    series: [],
  };
  const blocked = await blockedReleases(em);
  const choice = pick({
    wanted,
    releases,
    policy: await services.policy(em),
    account,
    now,
    blocked,
  });
  const ranked = choice.ranked.map((judged) => ({
    trackerId: judged.release.trackerId,
    title: judged.release.title,
    summary: summaryOf(judged),
    costClass: judged.costClass,
    reasons: judged.reasons,
    rejections: [],
  }));
  const refused = choice.refused.map(({ release, rejections }) => ({
    trackerId: release.trackerId,
    title: release.title,
    summary: summaryOf({ release, costClass: null }),
    costClass: null,
    reasons: [],
    rejections,
  }));
  return { rows: [...ranked, ...refused] };
}
