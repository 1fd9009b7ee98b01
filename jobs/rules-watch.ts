import { defineJob } from '../src/job/definition.ts';
import { watchRules } from '../src/rulebook/watch.ts';

export default defineJob({
  name: 'rules-watch',
  description: "looks for changes of the tracker's rule pages",
  schedule: '0 12 * * *',
  limitMinutes: 10,
  async run({ services, em, now, signal }) {
    const { mam, config, platforms } = services;
    const policy = await services.policy(em());
    const report = await watchRules(em(), {
      mam,
      folder: config.settings.RULES_DIR,
      fetches: policy.rulesFetch === 'on',
      platforms,
      now,
      signal,
    });
    const { changed, unchanged, unread, notes } = report;
    const looked = changed.length + unchanged.length + unread.length;
    const figures = `${looked} pages: ${changed.length} changed, ${unread.length} unreadable`;
    return {
      summary: [looked > 0 ? figures : 'no page to look at', ...notes].join('; '),
      processed: looked,
      succeeded: looked - unread.length,
      failed: unread.length,
      report: { ...report, rules_updated: changed.length > 0 },
    };
  },
});
