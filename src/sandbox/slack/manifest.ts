/** The parts of an app manifest that decide what Slack sends and allows. */
export type Manifest = {
  readonly display_information: { readonly name: string; readonly description?: string };
  readonly features?: {
    readonly bot_user?: { readonly display_name: string; readonly always_online?: boolean };
    readonly app_home?: {
      readonly home_tab_enabled?: boolean;
      readonly messages_tab_enabled?: boolean;
      readonly messages_tab_read_only_enabled?: boolean;
    };
    readonly slash_commands?: readonly SlashCommand[];
  };
  readonly oauth_config?: { readonly scopes?: { readonly bot?: readonly string[] } };
  readonly settings?: {
    readonly event_subscriptions?: {
      readonly bot_events?: readonly string[];
      readonly request_url?: string;
    };
    readonly interactivity?: { readonly is_enabled: boolean; readonly request_url?: string };
    readonly socket_mode_enabled?: boolean;
  };
};

export type SlashCommand = {
  readonly command: string;
  readonly description: string;
  readonly usage_hint?: string;
  readonly should_escape?: boolean;
  readonly url?: string;
};

export const defaultManifest: Manifest = {
  display_information: { name: 'Sandbox app' },
  features: {
    bot_user: { display_name: 'shelf', always_online: true },
    app_home: {
      home_tab_enabled: true,
      messages_tab_enabled: true,
      messages_tab_read_only_enabled: false,
    },
    slash_commands: [{ command: '/shelf', description: 'Everything about the shelf' }],
  },
  oauth_config: {
    scopes: {
      bot: [
        'app_mentions:read',
        'channels:history',
        'channels:read',
        'chat:write',
        'commands',
        'files:read',
        'files:write',
        'groups:history',
        'im:history',
        'im:write',
        'pins:read',
        'pins:write',
        'reactions:write',
        'users:read',
      ],
    },
  },
  settings: {
    event_subscriptions: { bot_events: ['app_home_opened', 'app_mention', 'message.im'] },
    interactivity: { is_enabled: true },
    socket_mode_enabled: true,
  },
};

export function scopesOf(manifest: Manifest): readonly string[] {
  return manifest.oauth_config?.scopes?.bot ?? [];
}

export function botEventsOf(manifest: Manifest): readonly string[] {
  return manifest.settings?.event_subscriptions?.bot_events ?? [];
}

export function commandOf(manifest: Manifest, command: string): SlashCommand | null {
  return manifest.features?.slash_commands?.find((one) => one.command === command) ?? null;
}
