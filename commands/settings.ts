import { z } from 'zod';
import { defineCommand } from '../src/command/definition.ts';
import type { Block } from '../src/command/reply.ts';
import { previewSetting } from '../src/downloads/preview-setting.ts';
import { UserError } from '../src/errors.ts';
import {
  changeSetting,
  listSettings,
  readName,
  refuseContradiction,
  resetSetting,
} from '../src/settings/stored.ts';

export default defineCommand({
  name: 'settings',
  description: 'The rules the bot decides by: see them, change one, put one back',
  role: 'owner',
  effect: 'change',
  visibility: 'private',
  input: z.strictObject({
    name: z.string().min(1).max(60).optional().describe('name of the setting; without it all'),
    value: z.string().max(500).optional().describe('its new value'),
    reset: z.boolean().default(false).describe('back to the value of the environment'),
  }),
  looks: ({ value, reset }) => value === undefined && !reset,
  async run({ name, value, reset }, { em, actor, now, services }) {
    if (name === undefined && (value !== undefined || reset)) {
      throw new UserError('bad_input', 'Which setting?', 'settings <name> <value>');
    }
    if (name !== undefined && reset) await resetSetting(em, name);
    else if (name !== undefined && value !== undefined) {
      await changeSetting(em, { name, value, actor: actor.name, now });
    }
    await refuseContradiction(em, services.config.settings);
    const rows = await listSettings(em, services.config.settings);
    if (name === undefined) return { rows, preview: [] };
    const wanted = readName(name);
    const preview = await previewSetting(em, wanted, await services.policy(em));
    return { rows: rows.filter((row) => row.name === wanted), preview };
  },
  view({ rows, preview }) {
    const [only] = rows;
    if (rows.length === 1 && only) {
      const origin = only.changedBy
        ? `Set by ${only.changedBy}; the environment says ${only.fallback || 'nothing'}.`
        : 'As the environment says, or by default.';
      const how = `"settings ${only.name} <value>" changes it${only.changedBy ? `, "settings ${only.name} reset:true" puts it back` : ''}.`;
      const text = [`${upperFirst(only.description)}.`, origin, how].join('\n');
      return {
        title: only.value === '' ? `${only.name} is not set` : `${only.name} = ${only.value}`,
        tone: 'info',
        blocks: [{ kind: 'text', text }, ...previewBlocks(preview)],
      };
    }
    const table = rows.map(({ name, value, changedBy }) => [
      name,
      value || 'not set',
      changedBy ?? '',
    ]);
    return {
      title: `${rows.length} settings`,
      tone: 'info',
      blocks: [{ kind: 'table', columns: ['Setting', 'Value', 'Set by'], rows: table }],
    };
  },
});

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function previewBlocks(preview: readonly string[]): Block[] {
  if (preview.length === 0) return [];
  return [
    { kind: 'text', text: 'With it:' },
    { kind: 'list', items: preview.map((text) => ({ text })) },
  ];
}
