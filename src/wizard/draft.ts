import { type Config, loadConfig } from '../config.ts';
import type { Found } from '../setup/finding.ts';
import type { Asker, SettingName } from './asker.ts';

/** What the person has said so far, over what the environment and `.env` say already. */
export type Draft = {
  values: Map<string, string>;
  /** What was there before the wizard; undefined when there was nothing. */
  before: (name: SettingName) => string | undefined;
  /** The value as it is now. */
  present: (name: SettingName) => string | undefined;
  /** Everything as the program would read it. */
  config: () => Config;
  /** What has to be written down: all that was said, without what stays in a file of its own. */
  toWrite: () => Map<string, string>;
  /** Whether the tracker has replaced a cookie that was typed. */
  isSpent: boolean;
};

/** Throws ConfigError for an environment that cannot be read. */
export function createDraft(environment: Record<string, string | undefined>): Draft {
  const values = new Map<string, string>();
  const { settings } = loadConfig(environment);
  const isInFile = (name: string) => !environment[name]?.trim() && environment[`${name}_FILE`];
  const before: Draft['before'] = (name) => {
    const read = settings[name];
    const fromFile = isInFile(name) && typeof read === 'string' ? read : undefined;
    return environment[name]?.trim() || fromFile;
  };
  const isKeptInFile = ([name, value]: [string, string]) =>
    isInFile(name) && value === before(name as SettingName);
  return {
    values,
    before,
    present: (name) => values.get(name) ?? before(name),
    config: () => loadConfig({ ...environment, ...Object.fromEntries(values) }),
    toWrite: () => new Map([...values].filter((entry) => !isKeptInFile(entry))),
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
