import { tellDigest } from '../src/digest/tell.ts';
import { defineJob } from '../src/job/definition.ts';

export default defineJob({
  name: 'digest',
  description: 'yesterday in one card, on Mondays the week; nothing on a day without news',
  schedule: '0 9 * * *',
  limitMinutes: 5,
  async run({ services, em, now }) {
    const { platforms, config } = services;
    const context = { platforms, timeZone: config.settings.TZ, now };
    const told = await em().transactional((inner) => tellDigest(inner, context));
    return { summary: told === null ? 'nothing to tell' : `told the last ${told} days` };
  },
});
