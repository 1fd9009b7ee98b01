import { randomBytes } from 'node:crypto';
import { barChartSvg } from './charts/bar-chart.ts';
import { lineChartSvg } from './charts/line-chart.ts';
import type { Actor } from './command/actor.ts';
import type { Reply } from './command/reply.ts';
import { readCover } from './covers/read.ts';
import type { Dashboard } from './http/dashboard/options.ts';
import { sessionDays, type Sessions } from './http/dashboard/session.ts';
import { digestOf } from './http/secrets.ts';
import { logBug } from './log-bug.ts';
import { networkOf } from './members/network.ts';
import {
  closeSession,
  countTry,
  findSession,
  leaveNotice,
  openSession,
  takeNotice,
} from './members/web-sessions.ts';
import { renderSubject } from './render-subject.ts';
import { resourcesBlock } from './resources.ts';
import type { Services } from './services.ts';

type KnownKeys = readonly { digest: Buffer; actor: Actor }[];

/** What the dashboard shows and keeps, on this database. */
export function openDashboard(services: Services, keys: KnownKeys): Dashboard {
  const { em, log, config } = services;
  const { TZ: timeZone } = config.settings;
  const render = renderSubject(services);
  return {
    sessions: openSessions(services, keys),
    chartSvg: (chart) => ('rows' in chart ? barChartSvg(chart) : lineChartSvg(chart, timeZone)),
    cardOf: (subject) => render(em(), subject),
    pictureOf: (ref) => readCover(em(), ref),
    resources: () => resourcesBlock(services),
    logBug: logBug(log),
  };
}

/** Sessions are rows, known by digests; one ends with the key it was opened with. */
function openSessions({ em, now }: Pick<Services, 'em' | 'now'>, keys: KnownKeys): Sessions {
  const digest = (token: string) => digestOf(token).toString('hex');
  const actorBy = (keyDigest: string) =>
    keys.find((key) => key.digest.toString('hex') === keyDigest)?.actor;
  return {
    async open(key, address) {
      const network = networkOf(address);
      const lockedUntil = await countTry(em(), network, now());
      if (lockedUntil) return lockedUntil;
      const keyDigest = digest(key);
      if (!actorBy(keyDigest)) return 'unknown';
      const token = randomBytes(32).toString('base64url');
      const expiresAt = new Date(now().getTime() + sessionDays * 86_400_000);
      await openSession(em(), { digest: digest(token), keyDigest, expiresAt }, network);
      return { token };
    },
    async find(token) {
      const keyDigest = await findSession(em(), digest(token), now());
      const actor = keyDigest === null ? undefined : actorBy(keyDigest);
      return keyDigest !== null && actor ? { actor, keyDigest } : null;
    },
    close: (token) => closeSession(em(), digest(token)),
    leaveNotice: (token, notice) => leaveNotice(em(), digest(token), notice),
    takeNotice: async (token) => (await takeNotice(em(), digest(token))) as Reply | null,
  };
}
