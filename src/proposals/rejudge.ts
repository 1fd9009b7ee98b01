import type { EntityManager } from '@mikro-orm/postgresql';
import { readLedger } from '../account/ledger.ts';
import type { Release } from '../releases/facts.ts';
import { blockedReleases } from '../releases/save.ts';
import { chooseFor } from './choose.ts';
import { knownAccount } from './hold.ts';
import type { OpenContext } from './open.ts';
import { offer } from './propose.ts';
import { findWanted, makeDue } from './wanted-books.ts';

type Held = { missing: number; releases: Release[] };

/**
 * Judges what is held back again by what is stored, for the account and the rules as they are now:
 * nothing is asked of the tracker for it. A book whose releases will not do any more is searched again.
 * Answers how many are held no longer.
 */
export async function rejudgeHeld(em: EntityManager, context: OpenContext): Promise<number> {
  const blocked = await blockedReleases(em);
  let freed = 0;
  for (const { missing, releases } of await heldBooks(em)) {
    const outcome = await em.transactional(async (inner) => {
      const own = await findWanted(inner, missing);
      if (!own) return 'held';
      const { policy, now } = context;
      const ledger = await readLedger(inner);
      const account = knownAccount(ledger, policy, now);
      const choice = await chooseFor(inner, own, { releases, policy, account, now, blocked });
      if (choice.chosen) return await offer(inner, own, choice, { ...context, ledger });
      await makeDue(inner, [missing], now);
      return 'held';
    });
    if (outcome !== 'held') freed += 1;
  }
  return freed;
}

async function heldBooks(em: EntityManager): Promise<Held[]> {
  return await em.execute<Held[]>(
    `select p.missing_book_id as missing,
            (select coalesce(jsonb_agg(r.facts), '[]') from releases r
              where r.id = p.release_id
                 or r.id in (select (a ->> 'releaseId')::int from jsonb_array_elements(p.alternatives) a)
            ) as releases
       from proposals p where p.status = 'held' order by p.id`,
  );
}
