import type { Delivery, Envelope, Line, Outcome } from './delivery.ts';
import { botEventsOf } from './manifest.ts';
import type { JsonObject, Workspace } from './workspace.ts';

export type Events = {
  /** Sends the event if the manifest asks for it; tells how the first try went. */
  emit: (event: JsonObject) => Promise<Outcome>;
  /** Sends all events now that are to be tried again, after the tries under way. */
  redeliver: () => Promise<void>;
  /** Sends the newest event once more, as Slack does when an acknowledgement got lost. */
  repeatLast: () => Promise<Delivery>;
  stop: () => void;
};

type Pending = {
  envelope: Envelope;
  attempt: number;
  /** Starts the next try. */
  timer: NodeJS.Timeout | null;
  underway: Promise<unknown> | null;
};

/** Slack tries three times more: at once, after a minute, after five. */
export const retryDelaysMs = [0, 60_000, 300_000];

const plurals: Record<string, string> = { channel: 'channels', group: 'groups', im: 'im' };

export function createEvents(workspace: Workspace, line: Line): Events {
  const pending = new Set<Pending>();
  let last: Envelope | null = null;

  const send = (entry: Pending): Promise<Delivery> => {
    pending.add(entry);
    const tried = attemptOnce(entry);
    entry.underway = tried;
    return tried;
  };

  const attemptOnce = async (entry: Pending): Promise<Delivery> => {
    const { attempt } = entry;
    const retry = { attempt, reason: attempt === 0 ? '' : 'timeout' };
    const delivery = await line.deliver({ ...entry.envelope, retry });
    const delayMs = retryDelaysMs[attempt];
    if (delivery.outcome === 'acknowledged' || delayMs === undefined) pending.delete(entry);
    else plan(entry, delayMs);
    return delivery;
  };

  const plan = (entry: Pending, delayMs: number) => {
    entry.timer = setTimeout(() => void again(entry), delayMs);
    entry.timer.unref();
  };

  const again = async (entry: Pending) => {
    clearTimeout(entry.timer ?? undefined);
    if (!pending.has(entry)) return;
    entry.attempt += 1;
    await send(entry);
  };

  return {
    emit: async (event) => {
      if (!isDeclared(workspace, event)) return 'not_delivered';
      last = envelopeFor(workspace, event);
      const { outcome } = await send({ envelope: last, attempt: 0, timer: null, underway: null });
      return outcome;
    },
    redeliver: async () => {
      const tries = [...pending].map(async (entry) => {
        await entry.underway;
        await again(entry);
      });
      await Promise.all(tries);
    },
    repeatLast: async () => {
      if (!last) throw new Error('no event was sent yet');
      return line.deliver({ ...last, retry: { attempt: 1, reason: 'timeout' } });
    },
    stop: () => {
      for (const { timer } of pending) clearTimeout(timer ?? undefined);
      pending.clear();
    },
  };
}

function isDeclared({ manifest }: Workspace, event: JsonObject): boolean {
  const { type, channel_type: channelType } = event;
  const kind = plurals[String(channelType)];
  const name = type === 'message' ? `message.${kind}` : String(type);
  return botEventsOf(manifest).includes(name);
}

function envelopeFor(workspace: Workspace, event: JsonObject): Envelope {
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
