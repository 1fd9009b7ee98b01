import { z } from 'zod';
import { listMutes, mute, unmute } from '../src/alerts/mute.ts';
import { defineCommand } from '../src/command/definition.ts';
import type { Block, ListItem, Reply } from '../src/command/reply.ts';
import { timeText } from '../src/command/time-text.ts';
import { UserError } from '../src/errors.ts';

export default defineCommand({
  name: 'mute',
  description: 'Keep a kind of alert from the chats for a time; what is urgent still comes',
  role: 'operator',
  effect: 'change',
  visibility: 'channel',
  input: z.strictObject({
    kind: z
      .string()
      .max(40)
      .optional()
      .describe('kind of alert, info, warning or all; without it what is muted'),
    span: z.string().max(20).default('8h').describe('for how long: 30m, 8h or 3d'),
    off: z.boolean().default(false).describe('let it come again'),
  }),
  looks: ({ kind, off }) => kind === undefined && !off,
  async run({ kind, span, off }, { em, actor, now, services }) {
    if (kind === undefined && off) {
      throw new UserError('bad_input', 'Which kind?', 'mute kind:<kind> off:true');
    }
    if (kind !== undefined && off) await unmute(em, kind, now);
    if (kind !== undefined && !off) await mute(em, { kind, span, actor: actor.name, now });
    const { quietHours, timeZone } = await services.policy(em);
    return { mutes: await listMutes(em, now), quietHours, timeZone };
  },
  view({ mutes, quietHours, timeZone }): Reply {
    const quiet =
      quietHours === 'off'
        ? 'There are no quiet hours.'
        : `From ${quietHours.replace('-', ' to ')} alerts that are not urgent wait and come together.`;
    const items = mutes.map(
      ({ topic, until, mutedBy, heldBack }): ListItem => ({
        text: `${topic} until ${timeText(until, timeZone)}`,
        detail: `by ${mutedBy}; ${heldBack} held back so far`,
        buttons: [
          { label: 'Unmute', runs: 'mute', input: { kind: topic, off: true }, style: 'default' },
        ],
      }),
    );
    const list: Block[] = items.length > 0 ? [{ kind: 'list', items }] : [];
    return {
      title:
        items.length > 0
          ? `Muted: ${mutes.map(({ topic }) => topic).join(', ')}`
          : 'Nothing is muted',
      tone: 'info',
      blocks: [
        ...list,
        { kind: 'text', text: `${quiet} "history alerts:true" lists every alert, muted ones too.` },
      ],
    };
  },
});
