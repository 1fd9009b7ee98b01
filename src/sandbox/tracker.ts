import { bencode } from './bencode.ts';
import {
  bodyObject,
  json,
  type SandboxAnswer,
  type SandboxRequest,
  type SandboxRoute,
  type SandboxServer,
  serve,
  text,
} from './http.ts';
import { makeReleases, type Release } from './releases.ts';
import type { Swarm } from './torrents.ts';
import { type Account, accountJson, createAccount } from './tracker/account.ts';
import { createAnnounce } from './tracker/announce.ts';
import { createPace, type PaceLimits } from './tracker/pace.ts';
import { search } from './tracker/search.ts';
import { createSession, deletionCookie, type Session } from './tracker/session.ts';
import { buy } from './tracker/store.ts';

/**
 * The tracker stand-in, site and announce host in one. Kinds for `failNext`: search, account,
 * download, buy, history, announce.
 */
export type Tracker = SandboxServer & {
  account: Account;
  session: Session;
  releases: Release[];
  /** Real time, whatever clock the world has. */
  limits: PaceLimits;
  setFree: (id: number, free?: boolean) => void;
  /** Takes the torrent off the site: no row, no file, "not registered" to the client that seeds it. */
  removeTorrent: (id: number) => void;
};

type Site = Pick<Tracker, 'account' | 'session' | 'releases' | 'limits'> & {
  swarm: Swarm;
  startedAt: Date;
  now: () => Date;
  /** A release still on the site by its info-hash. */
  releaseOf: (infoHash: string) => Release | null;
};

const passkey = 'sandboxpasskey00';

export async function startTracker(options: {
  swarm: Swarm;
  random: () => number;
  now: () => Date;
  releases?: Release[];
}): Promise<Tracker> {
  const { swarm, now, releases = makeReleases() } = options;
  const account = createAccount(now());
  const session = createSession(options.random);
  const limits = { searchSpacingMs: 250, downloadBurst: 10, downloadsPerSecond: 1 };
  const releaseOf = (infoHash: string) =>
    releases.find((release) => release === swarm.releaseOf(infoHash)) ?? null;
  const server = await serve({
    notFound: text('404 Not Found', 404),
    wrap: (request, next) => guardSession(session, request, next),
    routes: routesOf({
      account,
      session,
      releases,
      limits,
      swarm,
      startedAt: now(),
      now,
      releaseOf,
    }),
  });
  const byId = (id: number) => releases.filter((release) => release.id === id);
  return {
    ...server,
    account,
    session,
    releases,
    limits,
    setFree: (id, free = true) => {
      for (const release of byId(id)) release.free = free;
    },
    removeTorrent: (id) => {
      for (const release of byId(id)) releases.splice(releases.indexOf(release), 1);
    },
  };
}

async function guardSession(
  session: Session,
  request: SandboxRequest,
  next: () => Promise<SandboxAnswer>,
): Promise<SandboxAnswer> {
  if (request.path.startsWith('/tracker.php/')) return next();
  if (!session.accepts(request.headers.cookie ?? '')) {
    const answer = text('Error, you are not signed in <br />Invalid/missing cookie', 403);
    return { ...answer, headers: { ...answer.headers, 'set-cookie': deletionCookie } };
  }
  const cookie = session.rotate();
  const answer = await next();
  return { ...answer, headers: { 'set-cookie': cookie, ...answer.headers } };
}

function routesOf(site: Site): SandboxRoute[] {
  const { account } = site;
  const pace = createPace(site.limits);
  const announce = createAnnounce(account, site.releaseOf);
  return [
    {
      kind: 'search',
      method: 'POST',
      path: '/tor/js/loadSearchJSONbasic.php',
      answer: (request) => (pace.search() ? answerSearch(site, request) : tooManyRequests()),
    },
    {
      kind: 'account',
      method: 'GET',
      path: '/jsonLoad.php',
      answer: ({ query }) => json(accountJson(account, (flag) => query.has(flag))),
    },
    {
      kind: 'download',
      method: 'GET',
      path: '/tor/download.php',
      answer: (request) => (pace.download() ? answerDownload(site, request) : tooManyRequests()),
    },
    {
      kind: 'buy',
      method: 'GET',
      path: '/json/bonusBuy.php',
      answer: ({ query }) => json(buy(account, query, site.now())),
    },
    {
      kind: 'history',
      method: 'GET',
      path: '/json/userBonusHistory.php',
      answer: () => json(account.bonusHistory),
    },
    {
      kind: 'announce',
      method: 'GET',
      path: '/tracker.php/:passkey/announce',
      answer: ({ params, search }) => {
        const known = params['passkey'] === passkey;
        const body = known ? announce(search) : bencode({ 'failure reason': 'unknown passkey' });
        return { status: 200, headers: { 'content-type': 'text/plain' }, body };
      },
    },
  ];
}

function answerSearch(site: Site, request: SandboxRequest): SandboxAnswer {
  // A body that is not JSON gets an empty page with status 200, not an error.
  if (!request.headers['content-type']?.startsWith('application/json')) return text('');
  return json(search(site.releases, bodyObject(request), site.startedAt, site.releaseOf));
}

function answerDownload(site: Site, { query, headers }: SandboxRequest): SandboxAnswer {
  const release = site.releases.find((candidate) => candidate.id === Number(query.get('tid')));
  if (!release) return text('Torrent not found', 404);
  if (query.has('fl') && site.account.wedges > 0) {
    site.account.wedges -= 1;
    release.personalFreeleech = true;
    const timestamp = site.now().getTime() / 1000;
    site.account.bonusHistory.unshift({ timestamp, amount: -1, type: 'wedgePF', tid: release.id });
  }
  const announceUrl = `http://${headers.host}/tracker.php/${passkey}/announce`;
  return {
    status: 200,
    headers: {
      'content-type': 'application/x-bittorrent',
      'content-disposition': `attachment; filename="[M] ${release.id}.torrent"`,
    },
    body: site.swarm.torrentFile(release, announceUrl),
  };
}

function tooManyRequests(): SandboxAnswer {
  const answer = text('Too Many Requests', 429);
  return { ...answer, headers: { ...answer.headers, 'retry-after': '1' } };
}
