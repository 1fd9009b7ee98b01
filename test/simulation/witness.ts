import { createHash } from 'node:crypto';
import type { DownloadClient } from '../../src/sandbox/download-client.ts';
import { isComplete } from '../../src/sandbox/download-client/torrent.ts';
import type { Fault, RecordedRequest } from '../../src/sandbox/http.ts';
import type { Swarm } from '../../src/sandbox/torrents.ts';
import type { Tracker } from '../../src/sandbox/tracker.ts';
import { isFreeFor } from '../../src/sandbox/tracker/account.ts';

/** The account as the product was last told of it. */
export type Told = { at: Date; className: string; uploadedBytes: number; downloadedBytes: number };
/** A torrent that is new in the client: whether it was free for what the product knew, and that. */
export type Added = { at: Date; title: string; isFree: boolean; told: Told | null };
/** Something that was asked for in the store, with what the account held and had bought just before. */
export type Bought = {
  at: Date;
  kind: string;
  points: number;
  vipUntil: Date | null;
  earlier: number;
};
/** A torrent that was taken out of the client, or stopped there. */
export type Ended = {
  at: Date;
  hash: string;
  how: 'removed' | 'stopped';
  wasComplete: boolean;
  seededHours: number;
  isRegistered: boolean;
};

/** Sees every request with the eyes of whoever gets it; what it keeps is of the present step. */
export type Witness = {
  see: (service: string, request: RecordedRequest, fault: Fault | undefined) => void;
  added: Added[];
  /** When .torrent files were asked for. */
  fetched: Date[];
  bought: Bought[];
  ended: Ended[];
  searches: Date[];
  told: Told | null;
  /** Something else that happened outside, for the digest. */
  note: (line: string) => void;
  /** Notes what is new in the client; by itself that happens before each request. */
  lookForNew: () => void;
  nextStep: () => void;
  /** Of everything that happened outside so far. */
  digest: () => string;
  requests: () => number;
};

type Places = { tracker: Tracker; client: DownloadClient; swarm: Swarm; now: () => Date };

export function createWitness(places: Places): Witness {
  const { tracker, client, swarm, now } = places;
  const hash = createHash('sha256');
  let lines: string[] = [];
  let requests = 0;
  const known = new Set<string>();
  function lookForNew(): void {
    for (const [infoHash, { addedAt: at }] of client.torrents) {
      if (known.has(infoHash)) continue;
      known.add(infoHash);
      const release = swarm.releaseOf(infoHash);
      const { told } = witness;
      const account = { ...tracker.account, className: told?.className ?? '' };
      const isFree = release !== null && isFreeFor(account, release);
      witness.added.push({ at, title: release?.title ?? infoHash, isFree, told });
    }
  }
  const witness: Witness = {
    added: [],
    fetched: [],
    bought: [],
    ended: [],
    searches: [],
    told: null,
    see(service, request, fault) {
      lookForNew();
      requests += 1;
      const { kind, method, path, query } = request;
      const { _: _time, ...rest } = query;
      const isAnnounce = kind === 'announce';
      if (!isAnnounce) {
        const what = fault ? ` ${JSON.stringify(fault)}` : '';
        lines.push(
          `${now().toISOString()} ${service} ${method} ${path} ${JSON.stringify(rest)}${what}`,
        );
      }
      if (fault && 'cut' in fault && fault.cut === 'before') return;
      if (fault && 'status' in fault) return;
      if (service === 'tracker') seeTracker(witness, request, tracker, { at: now(), fault });
      if (service === 'qbittorrent') seeClient(witness, request, places);
    },
    note: (line) => lines.push(line),
    lookForNew,
    nextStep() {
      for (const line of lines.toSorted()) hash.update(`${line}\n`);
      lines = [];
      for (const list of [witness.added, witness.fetched, witness.bought, witness.ended])
        list.length = 0;
      const dayAgo = now().getTime() - 86_400_000;
      witness.searches = witness.searches.filter((at) => at.getTime() > dayAgo);
    },
    digest: () => hash.copy().digest('hex'),
    requests: () => requests,
  };
  return witness;
}

function seeTracker(
  witness: Witness,
  { kind, query }: RecordedRequest,
  { account }: Tracker,
  { at, fault }: { at: Date; fault: Fault | undefined },
): void {
  const { className, uploadedBytes, downloadedBytes, points, vipUntil, spent } = account;
  if (kind === 'account' && !fault) {
    witness.told = { at, className, uploadedBytes, downloadedBytes };
  }
  if (kind === 'search') witness.searches.push(at);
  if (kind === 'buy') {
    witness.bought.push({
      at,
      kind: String(query['spendtype']),
      points,
      vipUntil,
      earlier: spent.length,
    });
  }
  if (kind === 'download') witness.fetched.push(at);
}

function seeClient(
  witness: Witness,
  { kind, body }: RecordedRequest,
  { client, tracker, swarm, now }: Places,
): void {
  const how = kind === 'torrents/delete' ? 'removed' : 'stopped';
  if (!['torrents/delete', 'torrents/pause', 'torrents/stop'].includes(kind)) return;
  const hashes = new URLSearchParams(body).get('hashes')?.split('|') ?? [];
  for (const hash of hashes) {
    const torrent = client.torrents.get(hash);
    if (!torrent) continue;
    const since = torrent.completedAt?.getTime();
    const seededHours = since === undefined ? 0 : (now().getTime() - since) / 3_600_000;
    const release = swarm.releaseOf(hash);
    const isRegistered = release !== null && tracker.releases.includes(release);
    const ended = { at: now(), hash, how, wasComplete: isComplete(torrent), seededHours } as const;
    witness.ended.push({ ...ended, isRegistered });
  }
}
