import type { Envelope } from './delivery.ts';
import { botEventsOf } from './manifest.ts';
import type { JsonObject, Workspace } from './workspace.ts';

const plurals: Record<string, string> = { channel: 'channels', group: 'groups', im: 'im' };

/** Whether the manifest asks for this event. */
export function isDeclared({ manifest }: Workspace, event: JsonObject): boolean {
  const { type, channel_type: channelType } = event;
  const kind = plurals[String(channelType)];
  const name = type === 'message' ? `message.${kind}` : String(type);
  return botEventsOf(manifest).includes(name);
}

export function eventEnvelope(workspace: Workspace, event: JsonObject): Envelope {
  const { team, app } = workspace;
  const authorization = {
    enterprise_id: null,
    team_id: team.id,
    user_id: app.botUser,
    is_bot: true,
    is_enterprise_install: false,
  };
  const payload = {
    token: 'sandbox-verification-token',
    team_id: team.id,
    context_team_id: team.id,
    api_app_id: app.id,
    event,
    type: 'event_callback',
    event_id: workspace.nextId('Ev'),
    event_time: Math.floor(workspace.now().getTime() / 1000),
    authorizations: [authorization],
    is_ext_shared_channel: false,
  };
  const about = `event ${String(event['type'])}`;
  return { kind: 'events_api', payload, about, acceptsPayload: false };
}
