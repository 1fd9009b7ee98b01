import { type Config, loadConfig } from '../config.ts';
import type { Found } from '../setup/finding.ts';
import type { Asker, SettingName } from './asker.ts';

/** What the person has said so far, over what the environment and `.env` say already. */
export type Draft = {
  values: Map<string, string>;
  /** The value as it is now; undefined when there is none. */
  present: (name: SettingName) => string | undefined;
  /** Everything as the program would read it. */
  config: () => Config;
  /** Whether the tracker has replaced a cookie that was typed. */
  isSpent: boolean;
};

export function createDraft(environment: Record<string, string | undefined>): Draft {
  const values = new Map<string, string>();
  const config = () => loadConfig({ ...environment, ...Object.fromEntries(values) });
  return {
    values,
    config,
    // A secret may stand in a file, which only the whole configuration knows.
    present: (name) => {
      const value = values.get(name) ?? (environment[name]?.trim() || undefined);
      const read = config().settings[name];
      return value ?? (typeof read === 'string' && environment[`${name}_FILE`] ? read : undefined);
    },
    isSpent: false,
  };
}

/** Asks and looks until it is well, or the person goes on as it is. */
export async function untilWell(asker: Asker, attempt: () => Promise<Found>): Promise<void> {
  for (;;) {
    const found = await attempt();
    asker.verdict(found);
    if (found.state !== 'bad') return;
    const choice = await asker.choose('What now?', [
      { value: 'again', label: 'Try again', hint: 'what you typed is offered again' },
      { value: 'on', label: 'Go on as it is', hint: 'doctor will name it' },
    ]);
    if (choice === 'on') return;
  }
}
