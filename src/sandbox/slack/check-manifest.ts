import { botEventsOf, type Manifest, scopesOf } from './manifest.ts';

/** The scope a subscription needs; events without an entry need none. */
const scopeOfEvent: Record<string, string> = {
  app_mention: 'app_mentions:read',
  'message.channels': 'channels:history',
  'message.groups': 'groups:history',
  'message.im': 'im:history',
  reaction_added: 'reactions:read',
};

/** What Slack would say against a manifest; empty when it may be used. */
export function checkManifest(manifest: Manifest): string[] {
  return [...namesOf(manifest), ...commandsOf(manifest), ...eventsOf(manifest)];
}

function namesOf(manifest: Manifest): string[] {
  const { name, description = '' } = manifest.display_information;
  const displayName = manifest.features?.bot_user?.display_name;
  const problems: string[] = [];
  if (name.length < 1 || name.length > 35) problems.push('name: 1 to 35 characters');
  if (description.length > 140) problems.push('description: at most 140 characters');
  if (displayName !== undefined && !/^[a-z0-9\-_.]{1,80}$/.test(displayName)) {
    problems.push('bot_user.display_name: a-z, 0-9, - _ . and at most 80 characters');
  }
  return problems;
}

function commandsOf(manifest: Manifest): string[] {
  const commands = manifest.features?.slash_commands ?? [];
  const problems: string[] = [];
  if (commands.length > 50) problems.push('slash_commands: at most 50');
  if (commands.length > 0 && !scopesOf(manifest).includes('commands')) {
    problems.push('slash_commands need the scope commands');
  }
  for (const { command, description, usage_hint: hint = '', url } of commands) {
    if (!/^\/[^\s/A-Z]{1,31}$/.test(command)) problems.push(`${command}: not a command name`);
    if (description.length < 1 || description.length > 2000) {
      problems.push(`${command}: description of 1 to 2000 characters`);
    }
    if (hint.length > 1000) problems.push(`${command}: usage hint of at most 1000 characters`);
    const byUrl = manifest.settings?.socket_mode_enabled !== true;
    if (byUrl && url === undefined) problems.push(`${command}: needs a url without Socket Mode`);
  }
  const names = commands.map((one) => one.command);
  if (new Set(names).size < names.length) problems.push('slash_commands: a name is there twice');
  return problems;
}

function eventsOf(manifest: Manifest): string[] {
  const events = botEventsOf(manifest);
  const problems: string[] = [];
  if (events.length > 100) problems.push('bot_events: at most 100');
  for (const event of events) {
    const scope = scopeOfEvent[event];
    if (scope !== undefined && !scopesOf(manifest).includes(scope)) {
      problems.push(`${event}: needs the scope ${scope}`);
    }
  }
  return problems;
}
