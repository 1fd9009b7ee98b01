import { rollUpReadings } from '../src/account/daily.ts';
import { tellOldBackup } from '../src/backup/age.ts';
import { defineJob } from '../src/job/definition.ts';
import { deleteOldRows } from '../src/db/retention.ts';
import { expireProposals } from '../src/proposals/decide.ts';
import { askAboutKept } from '../src/replacing/restore-area.ts';

export default defineJob({
  name: 'housekeeping',
  description:
    'expires proposals, asks about replaced editions, tells of old backups, deletes old history',
  schedule: '0 1 * * *',
  limitMinutes: 30,
  async run({ services, em, now }) {
    const { platforms } = services;
    const context = { policy: await services.policy(em()), platforms, now };
    const expired = await em().transactional((inner) => expireProposals(inner, context));
    const asked = await em().transactional((inner) =>
      askAboutKept(inner, platforms, { restoreDays: context.policy.restoreDays, now }),
    );
    const readings = await em().transactional((inner) => rollUpReadings(inner, now));
    await em().transactional((inner) => tellOldBackup(inner, services, now));
    const old = await em().transactional((inner) => deleteOldRows(inner, now));
    const deleted = { ...old, ratio_log: readings.deleted };
    const rows = Object.values(deleted).reduce((sum, count) => sum + count, 0);
    return {
      summary: `${expired} proposals expired, ${rows} old rows deleted`,
      processed: expired + rows,
      succeeded: expired + rows,
      report: { expired, askedAboutReplaced: asked, deleted, daysSummedUp: readings.days },
    };
  },
});
