import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import type { Actor } from '../command/actor.ts';
import { recordAudit } from '../command/audit.ts';
import { UserError } from '../errors.ts';
import { policyOptions, type PolicySettings } from './policy-options.ts';
import { changeSetting, listSettings, refuseContradiction } from './stored.ts';

/** The rules of an installation as a file carries them. None of them is a secret; those are in the environment alone. */
const file = z.strictObject({
  kind: z.literal('shelfwarden settings'),
  settings: z.record(z.string(), z.string()),
});

/** The rules now in force, as JSON for another installation. */
export async function exportSettings(em: EntityManager, settings: PolicySettings): Promise<string> {
  const rows = await listSettings(em, settings);
  const values = Object.fromEntries(rows.map(({ name, value }) => [name, value]));
  return `${JSON.stringify({ kind: 'shelfwarden settings', settings: values }, null, 2)}\n`;
}

/** Sets every rule of a file that differs from the one in force; answers their names. Throws UserError, and nothing is set then. */
export async function importSettings(
  em: EntityManager,
  text: string,
  { settings, actor, now }: { settings: PolicySettings; actor: Actor; now: Date },
): Promise<string[]> {
  const wanted = readFile(text);
  return await em.transactional(async (inner) => {
    const changed: string[] = [];
    const rows = await listSettings(inner, settings);
    for (const { name, value } of rows) {
      const next = wanted[name];
      if (next === undefined || next === value) continue;
      await changeSetting(inner, { name, value: next, actor: actor.name, now });
      changed.push(name);
    }
    await refuseContradiction(inner, settings);
    const input = Object.fromEntries(changed.map((name) => [name, wanted[name]]));
    await recordAudit(inner, { actor, command: 'settings', input, outcome: 'done' });
    return changed;
  });
}

function readFile(text: string): Record<string, string> {
  const hint = 'It takes what "npm run settings -- export" printed.';
  const parsed = file.safeParse(parsedJson(text)).data;
  if (!parsed) throw new UserError('bad_input', 'These are no exported settings.', hint);
  const unknown = Object.keys(parsed.settings).filter(
    (name) => !Object.hasOwn(policyOptions, name),
  );
  if (unknown.length > 0) {
    throw new UserError('bad_input', `Not known here: ${unknown.join(', ')}.`, hint);
  }
  return parsed.settings;
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
