import { z } from 'zod';
import { directChoices } from '../src/alerts/direct-rules.ts';
import { mayAct } from '../src/command/actor.ts';
import { defineCommand } from '../src/command/definition.ts';
import { type Button, fields, type Reply } from '../src/command/reply.ts';
import { UserError } from '../src/errors.ts';
import { choose, readPreferences } from '../src/alerts/preferences.ts';

const canWrite = (platform: string) => platform === 'discord' || platform === 'slack';

export default defineCommand({
  name: 'preferences',
  description: 'What you want for yourself: alerts written to you alone, answers only you see',
  role: 'viewer',
  effect: 'change',
  visibility: 'private',
  input: z.strictObject({
    dm: z
      .enum(directChoices)
      .optional()
      .describe('alerts written to you alone: off, critical, warning (and critical), all'),
    private: z.boolean().optional().describe('whether answers are for you alone'),
  }),
  looks: (input) => input.dm === undefined && input.private === undefined,
  async run({ dm, private: isPrivate }, { em, actor }) {
    if (dm !== undefined && !canWrite(actor.platform)) {
      throw new UserError(
        'bad_input',
        'Only a chat can write to you.',
        'Say it in Discord or Slack.',
      );
    }
    if (dm !== undefined && dm !== 'off' && !mayAct(actor.role, 'operator')) {
      const text = `Alerts tell of the account, which needs the role operator; you are ${actor.role}.`;
      throw new UserError('not_allowed', text, 'Ask an owner of this bot.');
    }
    const isChange = dm !== undefined || isPrivate !== undefined;
    if (isChange) await choose(em, actor, { alertsByDm: dm, privateAnswers: isPrivate });
    return { ...(await readPreferences(em, actor)), platform: actor.platform };
  },
  view({ alertsByDm, privateAnswers, refusedAt, platform }): Reply {
    const direct = alertsByDm === 'off' ? 'none' : alertsByDm;
    const change = (label: string, input: Button['input']): Button => ({
      label,
      runs: 'preferences',
      input,
      style: 'default',
    });
    const direction =
      alertsByDm === 'off'
        ? change('Write me what is critical', { dm: 'critical' })
        : change('Write me no alerts', { dm: 'off' });
    return {
      title: `Your preferences in ${platform}`,
      tone: 'info',
      blocks: [
        fields({
          'Alerts to you alone': refusedAt ? `${direct}; the last one was refused` : direct,
          Answers: privateAnswers ? 'for you alone' : 'as usual: figures of the account private',
        }),
        {
          kind: 'buttons',
          buttons: [
            ...(canWrite(platform) ? [direction] : []),
            privateAnswers
              ? change('Answer as usual', { private: false })
              : change('Answer me alone', { private: true }),
          ],
        },
      ],
    };
  },
});
