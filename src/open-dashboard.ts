import { randomBytes } from 'node:crypto';
import { barChartSvg } from './charts/bar-chart.ts';
import { lineChartSvg } from './charts/line-chart.ts';
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
import type { Keys } from './open-keys.ts';
import type { Services } from './services.ts';

/** What the dashboard shows and keeps, on this database. */
export function openDashboard(services: Services, keys: Keys): Dashboard {
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
function openSessions({ em, now }: Pick<Services, 'em' | 'now'>, keys: Keys): Sessions {
  const digest = (token: string) => digestOf(token).toString('hex');
  return {
    async open(key, address) {
      const network = networkOf(address);
      const lockedUntil = await countTry(em(), network, now());
      if (lockedUntil) return lockedUntil;
      if (!(await keys(digestOf(key)))) return 'unknown';
      const token = randomBytes(32).toString('base64url');
      const expiresAt = new Date(now().getTime() + sessionDays * 86_400_000);
      const session = { digest: digest(token), keyDigest: digest(key), expiresAt };
      await openSession(em(), session, network);
      return { token };
    },
    async find(token) {
      const keyDigest = await findSession(em(), digest(token), now());
      if (keyDigest === null) return null;
      const actor = await keys(Buffer.from(keyDigest, 'hex'));
      return actor && { actor, keyDigest };
    },
    close: (token) => closeSession(em(), digest(token)),
    leaveNotice: (token, notice) => leaveNotice(em(), digest(token), notice),
    takeNotice: async (token) => (await takeNotice(em(), digest(token))) as Reply | null,
  };
}
