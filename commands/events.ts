import { z } from 'zod';
import { type Context, defineCommand } from '../src/command/definition.ts';
import { type Reply, say } from '../src/command/reply.ts';
import { describeEvents } from '../src/events/describe.ts';
import { endByHand, setEvent } from '../src/events/say.ts';
import { requestRun } from '../src/job/requests.ts';

const input = z.strictObject({
  action: z.enum(['list', 'set', 'end', 'refresh']).default('list').describe('what to do'),
  type: z
    .enum(['freeleech', 'bonus', 'multiplier', 'none'])
    .optional()
    .describe('which event; none: nothing goes on, whatever the site looks like'),
  until: z.string().max(40).optional().describe('its end: 48h, 3d or 2026-12-24'),
  note: z.string().max(200).default('').describe('where you know it from'),
});

export default defineCommand({
  name: 'events',
  description: 'Freeleech and other events of the tracker; how fast the bot may go',
  role: 'operator',
  effect: 'change',
  visibility: 'channel',
  input,
  looks: ({ action }) => action === 'list',
  async run({ action, type, until, note }: z.output<typeof input>, context: Context) {
    const { em, actor, now, services } = context;
    const by = { actor: actor.name, platforms: services.platforms, now };
    if (action === 'set') await setEvent(em, { type: type ?? 'freeleech', until, note }, by);
    if (action === 'end') await endByHand(em, type, by);
    if (action === 'refresh') {
      await requestRun(em, { job: 'events', cause: 'person', actor: actor.name, input: {}, now });
    }
    return { action, ...(await describeEvents(em, await services.policy(em), now)) };
  },
  view({ action, events, pace, lastLook }): Reply {
    if (action === 'refresh') {
      return say('Looking', 'The site is looked at now; "events" shows what is found.', 'ok');
    }
    const looked = lastLook ? lastLook.toISOString().slice(0, 16).replace('T', ' ') : 'never';
    return {
      title: events.length === 0 ? 'No event known' : events.map(({ type }) => type).join(', '),
      tone: 'info',
      blocks: [
        {
          kind: 'list',
          items: events.map((event) => ({
            text: `${event.type} since ${event.start.toISOString().slice(0, 16).replace('T', ' ')}`,
            detail: `until ${event.end?.toISOString().slice(0, 16).replace('T', ' ') ?? 'the site looks usual again'}; ${event.setBy ? `set by ${event.setBy}` : event.description}`,
          })),
        },
        {
          kind: 'text',
          text: `Pace: ${pace.mode}, ${pace.concurrent} at a time, ${pace.spacingSeconds} s apart, at most ${pace.perHour} an hour and ${pace.perDay} a day. Looked at the site: ${looked}.`,
        },
      ],
    };
  },
});
