import { plainLine } from '../../command/plain-text.ts';
import type { Api } from './api.ts';
import { Refusal } from './faults.ts';

/** A member of the workspace; `groups` are the user groups among those asked for. */
export type SlackUser = { platform: 'slack'; id: string; name: string; groups: string[] };

const keptMs = 5 * 60_000;
const mostRemembered = 500;
const longestName = 80;
const noGroups = ['missing_scope', 'plan_upgrade_required', 'no_such_subteam', 'subteam_disabled'];

/**
 * Who somebody is; `otherName` stands in for a name Slack does not tell. What it tells is kept for five
 * minutes. Throws ExternalError when the groups that carry a role cannot be known.
 */
export function createPeople(
  api: Api,
  { roleGroups, now }: { roleGroups: readonly string[]; now: () => Date },
): (id: string, otherName: string) => Promise<SlackUser> {
  const names = createMemory((id: string) => nameOf(api, id), now);
  const members = createMemory((group: string) => membersOf(api, group), now);
  return async (id, otherName) => {
    const [name, ...groups] = await Promise.all([
      names(id).catch(() => otherName),
      ...roleGroups.map(async (group) => ((await members(group)).includes(id) ? [group] : [])),
    ]);
    return { platform: 'slack', id, name: shownName(name) || id, groups: groups.flat() };
  };
}

async function nameOf(api: Api, id: string): Promise<string> {
  const { user } = await api.call('users.info', { user: id });
  const { profile, real_name: real, name } = user as Profile;
  return [profile?.display_name, real, name].find((one) => one?.trim()) ?? id;
}

function shownName(name: string): string {
  return plainLine(name).slice(0, longestName).toWellFormed();
}

async function membersOf(api: Api, group: string): Promise<readonly string[]> {
  try {
    const { users } = await api.call('usergroups.users.list', { usergroup: group });
    return users as string[];
  } catch (error) {
    if (error instanceof Refusal && noGroups.includes(error.code)) return [];
    throw error;
  }
}

type Profile = { name?: string; real_name?: string; profile?: { display_name?: string } };

/** Asks once for each key and forgets the answer after a while; a failure is not kept. */
function createMemory<Value>(
  ask: (key: string) => Promise<Value>,
  now: () => Date,
): (key: string) => Promise<Value> {
  const known = new Map<string, { value: Promise<Value>; until: number }>();
  return (key) => {
    const at = now().getTime();
    const kept = known.get(key);
    if (kept && kept.until > at) return kept.value;
    const value = ask(key);
    known.delete(key);
    known.set(key, { value, until: at + keptMs });
    value.catch(() => known.delete(key));
    const [oldest] = known.keys();
    if (known.size > mostRemembered && oldest !== undefined) known.delete(oldest);
    return value;
  };
}
