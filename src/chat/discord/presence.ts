import { ActivityType, type Client } from 'discord.js';
import { limits } from './limits.ts';
import { cutLine } from './text.ts';

export type Presence = { renew: () => void; stop: () => void };

/** Shows a line beside the bot's name: at once, then looked at every `everyMs` and sent when it differs. */
export function showPresence(
  client: () => Client<true> | null,
  options: { line: () => Promise<string>; everyMs: number; onError: (error: unknown) => void },
): Presence {
  let shown: string | null = null;

  async function refresh(): Promise<void> {
    const state = cutLine(await options.line(), limits.presence);
    const user = client()?.user;
    if (!user || state === shown) return;
    const activities = state ? [{ name: 'status', type: ActivityType.Custom, state }] : [];
    user.setPresence({ activities });
    shown = state;
  }

  const refreshSafely = () => void refresh().catch(options.onError);
  const timer = setInterval(refreshSafely, options.everyMs).unref();
  return {
    renew: () => {
      shown = null;
      refreshSafely();
    },
    stop: () => clearInterval(timer),
  };
}
