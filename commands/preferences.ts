import { z } from 'zod';
import { directChoices } from '../src/alerts/direct-rules.ts';
import { mayAct } from '../src/command/actor.ts';
import { defineCommand } from '../src/command/definition.ts';
import { type Button, fields, type Reply } from '../src/command/reply.ts';
import { UserError } from '../src/errors.ts';
import { choose, readPreferences } from '../src/alerts/preferences.ts';
import { languageName } from '../src/library/language.ts';
import { readPreferred } from '../src/releases/preferred-language.ts';

const canWrite = (platform: string) => platform === 'discord' || platform === 'slack';

export default defineCommand({
  name: 'preferences',
  description:
    'What you want for yourself: alerts to you alone, answers only you see, your language',
  role: 'viewer',
  effect: 'change',
  visibility: 'private',
  input: z.strictObject({
    dm: z
      .enum(directChoices)
      .optional()
      .describe('alerts written to you alone: off, critical, warning (and critical), all'),
    private: z.boolean().optional().describe('whether answers are for you alone'),
    language: z
      .string()
      .max(40)
      .optional()
      .describe('of the recordings you look for, such as German or de; any: no choice'),
  }),
  looks: (input) => Object.values(input).every((value) => value === undefined),
  async run({ dm, private: isPrivate, language }, { em, actor }) {
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
    const preferred = language === undefined ? undefined : readPreferred(language);
    if (language !== undefined && preferred === undefined) {
      const hint = 'Its English name or its code: German, de. "any" stands for every language.';
      throw new UserError('bad_input', `"${language}" is no language.`, hint);
    }
    const chosen = {
      ...(dm === undefined ? {} : { alertsByDm: dm }),
      ...(isPrivate === undefined ? {} : { privateAnswers: isPrivate }),
      ...(preferred === undefined ? {} : { language: preferred }),
    };
    if (Object.keys(chosen).length > 0) await choose(em, actor, chosen);
    return { ...(await readPreferences(em, actor)), platform: actor.platform };
  },
  view({ alertsByDm, privateAnswers, language, refusedAt, platform }): Reply {
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
      title: `Your preferences in ${canWrite(platform) ? platform.replace(/^./, (first) => first.toUpperCase()) : `the ${platform}`}`,
      tone: 'info',
      blocks: [
        fields({
          'Alerts to you alone': refusedAt ? `${direct}; the last one was refused` : direct,
          Answers: privateAnswers ? 'for you alone' : 'as usual: figures of the account private',
          Language: language ? `${languageName(language)}, in search and releases` : 'any',
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
