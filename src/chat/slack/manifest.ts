import type { Command } from '../../command/definition.ts';
import type { Commands } from '../../command/discover.ts';
import { usage } from '../../command/execute.ts';

export type ManifestOptions = {
  commands: Commands;
  /** The command that takes all others as its text. */
  slashCommand: string;
  /** Commands that are slash commands of their own as well; those that do not exist are left out. */
  extraCommands: readonly string[];
  /** Where Slack sends everything; null for Socket Mode. */
  requestUrl: string | null;
  /** Whether roles are given to user groups, which needs a scope more. */
  hasGroupRoles: boolean;
};

export type SlashCommand = {
  command: string;
  description: string;
  usage_hint?: string;
  should_escape: false;
  url?: string;
};

export const defaultSlashCommand = '/shelf';
export const defaultExtraCommands = ['vip', 'ratio', 'queue', 'replace'];

/** What the app listens to: mentions, direct messages, and people who open its Home tab. */
const botEvents = ['app_home_opened', 'app_mention', 'message.im'] as const;

/**
 * What the app does. The `…:history` of channels and groups are for one thing: to find a message again
 * whose posting was never answered, instead of posting it twice.
 */
const usedScopes = [
  'app_mentions:read',
  'channels:history',
  'chat:write',
  'commands',
  'files:read',
  'files:write',
  'groups:history',
  'im:history',
  'im:write',
  'users:read',
];
/** For the pinned status board, which is posted without the pin where the scope is missing. */
export const pinScope = 'pins:write';

/** The scopes without which something does not work. */
export function neededScopes(hasGroupRoles: boolean): string[] {
  return hasGroupRoles ? [...usedScopes, 'usergroups:read'] : usedScopes;
}

/** The app as Slack creates it from a file. */
export function slackManifest(options: ManifestOptions) {
  const { requestUrl, hasGroupRoles } = options;
  const address = requestUrl === null ? {} : { request_url: requestUrl };
  return {
    display_information: {
      name: 'Shelfwarden',
      description: 'Looks after an audiobook shelf: gaps, proposals, downloads, ratio and VIP',
    },
    features: {
      app_home: {
        home_tab_enabled: true,
        messages_tab_enabled: true,
        messages_tab_read_only_enabled: false,
      },
      bot_user: { display_name: 'shelf', always_online: true },
      slash_commands: slashCommands(options),
    },
    oauth_config: {
      scopes: { bot: [...neededScopes(hasGroupRoles), pinScope] },
    },
    settings: {
      event_subscriptions: { ...address, bot_events: [...botEvents] },
      interactivity: { is_enabled: true, ...address },
      socket_mode_enabled: requestUrl === null,
      org_deploy_enabled: false,
      token_rotation_enabled: false,
    },
  };
}

export type Manifest = ReturnType<typeof slackManifest>;

/** The address that opens Slack's "create app" page with everything filled in. */
export function createLink(manifest: Manifest): string {
  const json = encodeURIComponent(JSON.stringify(manifest));
  return `https://api.slack.com/apps?new_app=1&manifest_json=${json}`;
}

function slashCommands(options: ManifestOptions): SlashCommand[] {
  const { commands, slashCommand, extraCommands, requestUrl } = options;
  const umbrella = {
    command: slashCommand,
    description: 'Everything the shelf can do; without a word it shows the list',
    usage_hint: '[command] [options]',
  };
  const extras = extraCommands
    .flatMap((name) => commands.get(name) ?? [])
    .map((command) => ({
      command: `/${command.name}`,
      description: command.description,
      ...hintOf(command),
    }));
  const url = requestUrl === null ? {} : { url: requestUrl };
  return [umbrella, ...extras].map((one) => ({ ...one, should_escape: false, ...url }));
}

function hintOf(command: Command): { usage_hint?: string } {
  const hint = usage(command).slice(command.name.length).trim();
  return hint ? { usage_hint: hint } : {};
}
