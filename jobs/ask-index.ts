import { updateAll, whyNothingToDo } from '../src/ask/update-all.ts';
import { defineJob } from '../src/job/definition.ts';

export default defineJob({
  name: 'ask-index',
  description: 'reads what ask answers from: rule pages, notes in RULES_DIR, own documents',
  schedule: '*/15 * * * *',
  limitMinutes: 30,
  idleReason: ({ services }) => whyNothingToDo(services),
  async run({ services, em, now, signal }) {
    const { index, placed } = await updateAll(em(), services, now, signal);
    const { read, removed, unreadable } = index;
    return {
      summary: `${read.length} read, ${removed.length} gone, ${unreadable.length} unreadable, ${placed} passages placed by meaning`,
      processed: read.length + unreadable.length,
      succeeded: read.length,
      failed: unreadable.length,
      report: { ...index, placed },
    };
  },
});
