import type { EntityManager } from '@mikro-orm/postgresql';
import { changeSetting } from './stored.ts';
import { policyOptions, type PolicySettings } from './policy-options.ts';

export type AutopilotMode = PolicySettings['AUTOPILOT'];
export type Autopilot = {
  mode: AutopilotMode;
  /** What `on` puts in force: the mode before it was switched off. */
  resumes: Exclude<AutopilotMode, 'off'>;
  changedBy: string | null;
  changedAt: Date | null;
};

/** How much is done without asking, and what it was before it was switched off. */
export async function readAutopilot(
  em: EntityManager,
  settings: Pick<PolicySettings, 'AUTOPILOT'>,
): Promise<Autopilot> {
  const [row] = await em.execute<
    { value: string; previous: string | null; updated_by: string; updated_at: Date }[]
  >(
    `select value #>> '{}' as value, previous #>> '{}' as previous, updated_by, updated_at
       from settings where name = 'AUTOPILOT'`,
  );
  const mode = readMode(row?.value) ?? settings.AUTOPILOT;
  const candidates = [mode, readMode(row?.previous), settings.AUTOPILOT];
  return {
    mode,
    resumes: candidates.find((one) => one !== null && one !== 'off') ?? 'propose',
    changedBy: row?.updated_by ?? null,
    changedAt: row?.updated_at ?? null,
  };
}

/** Changes the mode; `on` is the one before it was switched off. */
export async function changeAutopilot(
  em: EntityManager,
  settings: Pick<PolicySettings, 'AUTOPILOT'>,
  change: { mode: AutopilotMode | 'on'; actor: string; now: Date },
): Promise<Autopilot> {
  const before = await readAutopilot(em, settings);
  const value = change.mode === 'on' ? before.resumes : change.mode;
  if (value !== before.mode) await changeSetting(em, { ...change, name: 'AUTOPILOT', value });
  return await readAutopilot(em, settings);
}

function readMode(text: string | null | undefined): AutopilotMode | null {
  return policyOptions.AUTOPILOT.unwrap().safeParse(text).data ?? null;
}
