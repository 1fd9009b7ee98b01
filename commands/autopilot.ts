import { z } from 'zod';
import { defineCommand } from '../src/command/definition.ts';
import { fields } from '../src/command/reply.ts';
import { changeAutopilot, readAutopilot } from '../src/settings/autopilot.ts';

const meaning = {
  off: 'Watch only: nothing is searched, proposed or grabbed; what people approve still is.',
  propose: 'Everything asks.',
  free: 'Free releases are grabbed without asking, paid ones ask.',
  full: 'Paid releases too, as long as the ratio stays safe.',
} as const;

export default defineCommand({
  name: 'autopilot',
  description: 'How much the bot grabs without asking: off, propose, free or full',
  role: 'owner',
  effect: 'change',
  visibility: 'private',
  input: z.strictObject({
    mode: z
      .enum(['off', 'propose', 'free', 'full', 'on'])
      .optional()
      .describe('on: as it was before it was switched off; without it the present mode'),
  }),
  looks: ({ mode }) => mode === undefined,
  async run({ mode }, { em, actor, now, services }) {
    const { settings } = services.config;
    if (mode === undefined) return await readAutopilot(em, settings);
    return await changeAutopilot(em, settings, { mode, actor: actor.name, now });
  },
  view: ({ mode, resumes, changedBy }) => ({
    title: `Autopilot: ${mode}`,
    tone: mode === 'off' ? 'warning' : 'info',
    blocks: [
      { kind: 'text', text: meaning[mode] },
      { kind: 'text', text: `Other modes: ${otherModes(mode)}.` },
      fields({ 'Set by': changedBy, 'Switched on again': mode === 'off' ? resumes : null }),
    ],
  }),
});

function otherModes(mode: keyof typeof meaning): string {
  const others = Object.entries(meaning).filter(([name]) => name !== mode);
  return others.map(([name, text]) => `${name} (${lowerFirst(text)})`).join(', ');
}

function lowerFirst(text: string): string {
  return `${text.charAt(0).toLowerCase()}${text.slice(1).replace(/\.$/, '')}`;
}
