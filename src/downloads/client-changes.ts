import type { EntityManager } from '@mikro-orm/postgresql';
import type { Qbittorrent } from '../clients/qbittorrent/index.ts';
import type { RunMode } from '../clients/qbittorrent/torrent.ts';
import type { Services } from '../services.ts';
import { isOfTorrent, type Present, readPresent, setAll } from './client-values.ts';

/** Upload slots, or how a torrent runs. */
export type ClientValue = number | RunMode;

/** Something in the download client that is changed for a time. */
export type ClientChange = {
  /** `preference:max_uploads` or `torrent:<info-hash>`. */
  what: string;
  /** As people call it. */
  name: string;
  before: ClientValue;
  after: ClientValue;
};

/** What became of a change that is over: put back, left as a person has changed it since, or no longer there. */
export type ChangeOutcome = 'restored' | 'changed' | 'gone';

export type NotedChange = ClientChange & {
  id: number;
  sentAt: Date | null;
  outcome: ChangeOutcome | null;
};

export type ChangeServices = Pick<Services, 'em' | 'now'> & { qbittorrent: Qbittorrent };

/**
 * Changes the download client for a reason. All of it is written down with what was there before, and
 * only then changed. May be cut off anywhere and asked again: what was changed once is not changed a
 * second time, whatever a person did to it since. Answers how many have to wait, because the client is
 * at work on them. Callers of one reason must not run at once.
 */
export async function changeClient(
  services: ChangeServices,
  reason: string,
  changes: readonly ClientChange[],
): Promise<number> {
  const em = services.em();
  await noteChanges(em, reason, changes, services.now());
  const unsent = (await openChanges(em, reason)).filter(({ sentAt }) => sentAt === null);
  const presentOf = await readPresent(services.qbittorrent, unsent);
  let waiting = 0;
  const due: NotedChange[] = [];
  for (const change of unsent) {
    const present = presentOf(change.what);
    if (present === 'unsettled') waiting += 1;
    else if (present === change.before) due.push(change);
    else if (present === change.after) await markSent(em, [change], services.now());
    else await close(em, [change], outcomeOf(present), services.now());
  }
  for (const alike of inBatches(due, ({ after }) => after)) {
    await setAll(services.qbittorrent, alike.what, alike.value);
    await markSent(em, alike.changes, services.now());
  }
  return waiting;
}

/**
 * Puts back, the last change first, what was changed for a reason; what is not as we left it was
 * changed by a person and stays. May be cut off anywhere and asked again. Answers how many have to wait.
 */
export async function undoChanges(services: ChangeServices, reason: string): Promise<number> {
  const em = services.em();
  const open = (await openChanges(em, reason)).reverse();
  const presentOf = await readPresent(services.qbittorrent, open);
  let waiting = 0;
  const due: NotedChange[] = [];
  for (const change of open) {
    const present = presentOf(change.what);
    if (present === 'unsettled') waiting += 1;
    else if (present === change.after) due.push(change);
    else if (present === change.before) await close(em, [change], 'restored', services.now());
    else await close(em, [change], outcomeOf(present), services.now());
  }
  for (const alike of inBatches(due, ({ before }) => before)) {
    await setAll(services.qbittorrent, alike.what, alike.value);
    await close(em, alike.changes, 'restored', services.now());
  }
  return waiting;
}

/** Everything that was changed for a reason, in its order. */
export async function listChanges(em: EntityManager, reason: string): Promise<NotedChange[]> {
  return await em.execute<NotedChange[]>(
    `select id, what, name, before, after, sent_at as "sentAt", outcome
       from client_changes where reason = ? order by id`,
    [reason],
  );
}

/** Everything that is changed in one place now, the oldest first: whatever came later has to be put back before. */
export async function changesAt(
  em: EntityManager,
  what: string,
): Promise<{ id: number; reason: string }[]> {
  return await em.execute<{ id: number; reason: string }[]>(
    'select id, reason from client_changes where what = ? and outcome is null order by id',
    [what],
  );
}

async function openChanges(em: EntityManager, reason: string): Promise<NotedChange[]> {
  return (await listChanges(em, reason)).filter(({ outcome }) => outcome === null);
}

async function noteChanges(
  em: EntityManager,
  reason: string,
  changes: readonly ClientChange[],
  now: Date,
): Promise<void> {
  await em.execute(
    `insert into client_changes (reason, what, name, before, after, noted_at)
     select ?, c ->> 'what', c ->> 'name', c -> 'before', c -> 'after', ?
       from jsonb_array_elements(?::jsonb) with ordinality as list (c, place) order by place
     on conflict (reason, what) do nothing`,
    [reason, now, JSON.stringify(changes)],
  );
}

async function markSent(
  em: EntityManager,
  changes: readonly NotedChange[],
  now: Date,
): Promise<void> {
  const ids = changes.map(({ id }) => id);
  await em.execute('update client_changes set sent_at = ? where id in (?)', [now, ids]);
}

async function close(
  em: EntityManager,
  changes: readonly NotedChange[],
  outcome: ChangeOutcome,
  now: Date,
): Promise<void> {
  const ids = changes.map(({ id }) => id);
  await em.execute('update client_changes set undone_at = ?, outcome = ? where id in (?)', [
    now,
    outcome,
    ids,
  ]);
}

function outcomeOf(present: Present): ChangeOutcome {
  return present === 'gone' ? 'gone' : 'changed';
}

type Batch = { what: string[]; value: ClientValue; changes: NotedChange[] };

/** Neighbours that get the same value, so that they go out in one request. */
function inBatches(
  changes: readonly NotedChange[],
  valueOf: (change: NotedChange) => ClientValue,
): Batch[] {
  const batches: Batch[] = [];
  for (const change of changes) {
    const value = valueOf(change);
    const last = batches.at(-1);
    if (last?.value === value && isOfTorrent(change.what)) {
      last.what.push(change.what);
      last.changes.push(change);
    } else batches.push({ what: [change.what], value, changes: [change] });
  }
  return batches;
}
