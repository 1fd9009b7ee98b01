import { isReadingDue } from '../src/account/cadence.ts';
import { lastTries } from '../src/account/outage.ts';
import { ratioText } from '../src/account/ratio.ts';
import { readAccount } from '../src/account/read.ts';
import { keepSeedbox } from '../src/seedbox/keep.ts';
import { judgeUnsatisfied } from '../src/account/unsatisfied.ts';
import { defineJob } from '../src/job/definition.ts';
import { judgeRatio } from '../src/ratio/judge.ts';
import { settleWedges } from '../src/spending/settle-wedges.ts';
import { watchVip } from '../src/vip/watch.ts';

export default defineJob({
  name: 'account',
  description: 'reads ratio, points, VIP and duties of the tracker account',
  schedule: '*/5 * * * *',
  limitMinutes: 5,
  tellsOutages: true,
  async run({ services, em, now }) {
    await keepSeedbox(services);
    if (!services.mam) return { summary: 'nothing done: the tracker is not configured' };
    const { mam } = services;
    if (!isReadingDue(await lastTries(em()), now)) {
      return {
        summary: 'nothing done: read every 15 minutes since the tracker asked for fewer requests',
      };
    }
    const reading = await readAccount(em(), mam, services.platforms, now);
    const { platforms, qbittorrent } = services;
    const policy = await services.policy(em());
    const context = { platforms, policy, hasClient: qbittorrent !== null, now };
    const { level, isNew } = await judgeRatio(em(), context);
    await em().transactional((inner) => watchVip(inner, platforms, reading, policy, now));
    await judgeUnsatisfied(em(), { platforms, policy, now });
    await settleWedges({ ...services, mam });
    const ratio = `ratio ${ratioText(reading.globalRatio ?? null)} (${isNew ? 'now ' : ''}${level ?? 'not judged'})`;
    return {
      summary: `${ratio}, points ${reading.points ?? 'unknown'}`,
      processed: 1,
      succeeded: 1,
      report: {
        current_ratio: Number.isFinite(reading.globalRatio) ? reading.globalRatio : null,
        point_balance: reading.points ?? null,
        emergency_active: level === null ? null : level === 'emergency',
      },
    };
  },
});
