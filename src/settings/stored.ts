import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { UserError } from '../errors.ts';
import { type Place, type Policy, policyOf } from './policy.ts';
import { contradiction, policyOptions, type PolicySettings } from './policy-options.ts';

export type SettingName = keyof PolicySettings;
export type SettingRow = {
  name: SettingName;
  value: string;
  /** What the environment says, or the default of the program. */
  fallback: string;
  description: string;
  changedBy: string | null;
};

type Stored = { name: string; value: string; updated_by: string };

/** The policy now in force: the environment's values, with those changed while running in their place. */
export async function readPolicy(
  em: EntityManager,
  settings: PolicySettings & Place,
): Promise<Policy> {
  return policyOf(await settingsInForce(em, settings));
}

/** Throws UserError when the values now in force do not go together; for the transaction that changed one. */
export async function refuseContradiction(
  em: EntityManager,
  settings: PolicySettings,
): Promise<void> {
  const problem = contradiction(await settingsInForce(em, settings));
  if (problem) throw new UserError('bad_input', problem, 'Change the other one first.');
}

async function settingsInForce<Settings extends PolicySettings>(
  em: EntityManager,
  settings: Settings,
): Promise<Settings> {
  const stored = await storedRows(em);
  const changed = stored.flatMap(({ name, value }) => {
    if (!isSettingName(name)) return [];
    const parsed = policyOptions[name].safeParse(value);
    return parsed.success ? [[name, parsed.data]] : [];
  });
  return { ...settings, ...Object.fromEntries(changed) };
}

/** Every changeable setting with its present value and where that is from. */
export async function listSettings(
  em: EntityManager,
  settings: PolicySettings,
): Promise<SettingRow[]> {
  const stored = new Map((await storedRows(em)).map((row) => [row.name, row]));
  return Object.entries(policyOptions).map(([name, form]) => {
    const fallback = String(settings[name as SettingName]);
    const own = stored.get(name);
    return {
      name: name as SettingName,
      value: own?.value ?? fallback,
      fallback,
      description: form.description ?? '',
      changedBy: own?.updated_by ?? null,
    };
  });
}

/** Stores a value until it is reset; throws UserError for an unknown name or a value of the wrong form. */
export async function changeSetting(
  em: EntityManager,
  change: { name: string; value: string; actor: string; now: Date },
): Promise<void> {
  const name = readName(change.name);
  const parsed = policyOptions[name].safeParse(change.value);
  if (!parsed.success) {
    throw new UserError(
      'bad_input',
      `${name}: ${problemOf(parsed.error)}`,
      `Type "settings ${name}" to see what it is for.`,
    );
  }
  await em.execute(
    `insert into settings (name, value, updated_by, updated_at) values (?, to_jsonb(?::text), ?, ?)
     on conflict (name) do update
       set previous = case when settings.value = excluded.value then settings.previous else settings.value end,
           value = excluded.value, updated_by = excluded.updated_by, updated_at = excluded.updated_at`,
    [name, change.value, change.actor, change.now],
  );
}

/** A bound as people say it; anything else in the words of its check. */
function problemOf(error: z.ZodError): string {
  const [issue] = error.issues;
  if (issue?.code === 'too_small') return `at least ${issue.minimum}`;
  if (issue?.code === 'too_big') return `at most ${issue.maximum}`;
  return z.prettifyError(error).replace(/^✖ /, '');
}

/** Back to what the environment says. */
export async function resetSetting(em: EntityManager, text: string): Promise<void> {
  await em.execute('delete from settings where name = ?', [readName(text)]);
}

/** Accepts any case and blanks for underscores; throws UserError for a name that is none. */
export function readName(text: string): SettingName {
  const name = text
    .trim()
    .toUpperCase()
    .replaceAll(/[\s-]+/g, '_');
  if (isSettingName(name)) return name;
  throw new UserError(
    'not_found',
    `There is no setting "${text.slice(0, 40)}".`,
    'Type "settings" for the list.',
  );
}

function isSettingName(name: string): name is SettingName {
  return Object.hasOwn(policyOptions, name);
}

async function storedRows(em: EntityManager): Promise<Stored[]> {
  return await em.execute<Stored[]>(
    `select name, value #>> '{}' as value, updated_by from settings order by name`,
  );
}
