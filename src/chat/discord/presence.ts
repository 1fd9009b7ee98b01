import { ActivityType, type Client, Status } from 'discord.js';
import { limits } from './limits.ts';
import { cutLine } from './text.ts';

export type Presence = {
  start: () => void;
  /** Shows the line again, because Discord forgot it. */
  renew: () => void;
  /** Resolves when nothing is being looked at any more. */
  stop: () => Promise<void>;
};

/** The line beside the bot's name: looked at every `everyMs`, sent when it differs. */
export function createPresence(
  client: () => Client<true> | null,
  options: { line: () => Promise<string>; everyMs: number; onError: (error: unknown) => void },
): Presence {
  let shown: string | null = null;

  async function refresh(): Promise<void> {
    const state = cutLine(await options.line(), limits.presence);
    const online = client();
    if (!online || !isOnline(online) || state === shown) return;
    const activities = state ? [{ name: 'status', type: ActivityType.Custom, state }] : [];
    online.user.setPresence({ activities });
    shown = state;
  }

  let refreshed = Promise.resolve();
  const refreshSafely = () => {
    refreshed = refreshed.then(refresh).catch(options.onError);
  };
  let timer: NodeJS.Timeout | undefined;
  return {
    start: () => {
      timer = setInterval(refreshSafely, options.everyMs).unref();
    },
    renew: () => {
      shown = null;
      refreshSafely();
    },
    stop: async () => {
      clearInterval(timer);
      await refreshed;
    },
  };
}

/** The library keeps what is sent while the connection is away and would send all of it at once later. */
function isOnline(client: Client<true>): boolean {
  return client.ws.shards.every(({ status }) => status === Status.Ready);
}
