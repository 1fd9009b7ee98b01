import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { listOf } from '../importers/listed-book.ts';
import { leave, nothing, type Report, type Taken } from './report.ts';
import { type By, takeWishes } from './take-wishes.ts';
import { download, takeDownloads } from './take-downloads.ts';
import { takeFailures } from './take-failures.ts';
import { takeRatios } from './take-ratios.ts';
import { cell, type ForeignTables, readRows } from './tables.ts';
import { UserError } from '../errors.ts';

/** Tables whose content has no home here, and why. */
const stayBehind: Readonly<Record<string, string>> = {
  books: 'the library itself is read, so that nothing is taken for owned that is not there',
  series: 'they are counted anew from the library and the catalogues',
  authors: 'they are counted anew from the library and the catalogues',
  missing_books: 'gaps are looked for anew, in the whole list of each series',
  downloaded_books: 'they have no hash to know the torrent by',
  tasks: 'runs are kept for 30 days, and these also call placeholders a success',
  metadata_corrections: 'they are kept for 30 days, and could not be undone here',
  mam_rules: 'the rule pages are read and compared anew: "rules import"',
  rule_cache: 'the rule pages are read and compared anew: "rules import"',
  event_status: 'events are seen in figures, not guessed from texts',
  genre_settings: 'the setting TOP10_CATEGORIES names the charts that are wanted',
  hardcover_user_mappings: 'they hold access keys of people',
  users: 'roles come from the chats: DISCORD_ROLES, SLACK_ROLES, "members"',
  audit_logs: 'the audit here tells what went through this program alone',
};

const pending = z.object({ title: cell, author: cell, status: cell });
const unfinished = /^(?:queued|pending|downloading|waiting)$/;

/** Takes what has a home here out of the former program's database. Throws UserError when it is not that. */
export async function takeFormer(
  em: EntityManager,
  tables: ForeignTables,
  by: By,
): Promise<Report> {
  const things = [
    await takeRatios(em, tables),
    await takeDownloads(em, tables),
    await takeFailures(em, tables, by.now),
    await takeWanted(em, tables, by),
    ...(await leftBehind(tables)),
  ];
  if (things.every(({ taken, known, left }) => taken + known + left.length === 0)) {
    const hint = 'It should have tables such as downloads, ratio_log and failed_attempts.';
    throw new UserError('bad_input', 'Nothing in there is of the former program.', hint);
  }
  return { things, byHand: [] };
}

/** What somebody had put into the queue, or onto the list of what waits for VIP. */
async function takeWanted(em: EntityManager, tables: ForeignTables, by: By): Promise<Taken> {
  const queued = (await readRows(tables, 'downloads', download)).rows;
  const waiting = (await readRows(tables, 'vip_pending_items', pending)).rows;
  const wanted = [...queued, ...waiting].filter(({ status }) =>
    unfinished.test(status.toLowerCase()),
  );
  const { books, unreadable } = listOf(wanted);
  const thing = await takeWishes(em, books, { ...by, source: 'mamcrawler' });
  leave(thing, unreadable, 'without a title or an author');
  return { ...thing, what: 'books in the queue or waiting for VIP, as wishes' };
}

async function leftBehind(tables: ForeignTables): Promise<Taken[]> {
  const found: Taken[] = [];
  for (const [table, why] of Object.entries(stayBehind)) {
    const thing = nothing(table);
    leave(thing, await tables.count(table), why);
    if (thing.left.length > 0) found.push(thing);
  }
  return found;
}
