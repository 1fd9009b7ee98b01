import { z } from 'zod';
import { severities } from '../src/alerts/kinds.ts';
import { tryOut } from '../src/alerts/try-out.ts';
import { defineCommand } from '../src/command/definition.ts';
import type { Reply } from '../src/command/reply.ts';

export default defineCommand({
  name: 'testalert',
  description: 'Send a test alert to where alerts of a severity go',
  role: 'operator',
  effect: 'change',
  visibility: 'channel',
  input: z.strictObject({
    severity: z.enum(severities).default('info').describe('goes where such alerts go'),
  }),
  async run({ severity }, { em, actor, services }) {
    return { places: await tryOut(em, services, { severity, actor: actor.name }) };
  },
  view({ places }): Reply {
    const names = places.map(({ platform, channel }) =>
      channel ? `${platform}:${channel}` : platform,
    );
    return {
      title: names.length > 0 ? `A test goes to ${names.join(', ')}` : 'Such alerts go nowhere',
      tone: names.length > 0 ? 'ok' : 'warning',
      blocks: [
        {
          kind: 'text',
          text:
            names.length > 0
              ? 'It comes within seconds, whatever is muted and at night too. "status" names a place that does not take it.'
              : 'ALERT_CHANNELS says so: "settings alert-channels" shows it.',
        },
      ],
    };
  },
});
