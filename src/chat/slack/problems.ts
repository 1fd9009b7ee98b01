import { createProblems, type Problem, type Problems as Kept } from '../common/problems.ts';
import { isLostToken, Refusal } from './faults.ts';

/** What can be wrong, the most serious first. */
const areas = ['token', 'connection', 'scopes', 'channel', 'pin'] as const;

/** The area of a channel that is not the main one. */
type Routed = `channel:${string}`;

export type Problems = Kept<(typeof areas)[number] | Routed> & {
  /** Notes what a refused call tells about the token, the scopes or the channel. */
  learn(error: unknown, channel: string): void;
  /** Notes that posting in a channel works. */
  works(channel: string): void;
};

export function createSlackProblems(
  mainChannel: string,
  tell: (problems: readonly Problem[]) => void,
): Problems {
  const kept = createProblems<(typeof areas)[number] | Routed>(areas, tell);
  const areaOf = (channel: string) =>
    channel === mainChannel ? 'channel' : (`channel:${channel}` as const);
  const set: Problems['set'] = (area, problem) => kept.set(area, problem);
  return {
    set,
    works(channel) {
      set(areaOf(channel), null);
      set('token', null);
    },
    learn(error, channel) {
      if (!(error instanceof Refusal)) return;
      if (isLostToken(error)) set('token', lostToken(error.code));
      else if (error.code === 'missing_scope') set('scopes', missingScopes([error.needed ?? '?']));
      else if (isChannelRefusal(error)) {
        set(areaOf(channel), channelProblem(error.code, channel, channel === mainChannel));
      }
    },
  };
}

export function missingScopes(scopes: readonly string[]): Problem {
  return {
    text: `The Slack app lacks the scope ${scopes.join(', ')}.`,
    hint: 'Add it at api.slack.com/apps under OAuth & Permissions (or take over the manifest of `npm run slack-manifest`), then reinstall the app.',
  };
}

export function connectionProblem(reason: string): Problem {
  return {
    text: `Slack cannot be reached (${reason}).`,
    hint: 'The bot keeps trying; nothing is lost, messages wait.',
  };
}

export function lostAppToken(code: string): Problem {
  return {
    text: `Slack does not accept the app token (${code}).`,
    hint: 'Make one at api.slack.com/apps under Basic Information, App-Level Tokens, with connections:write, switch Socket Mode on, put it into SLACK_APP_TOKEN and restart.',
  };
}

function lostToken(code: string): Problem {
  return {
    text: `Slack does not accept the bot token (${code}).`,
    hint: 'Reinstall the app at api.slack.com/apps under OAuth & Permissions, put the Bot User OAuth Token into SLACK_BOT_TOKEN and restart.',
  };
}

const channelHints: Readonly<Record<string, string>> = {
  not_in_channel: 'Type /invite @shelf in that channel.',
  channel_not_found:
    'Check {setting} (the id at the end of the channel’s details); a private channel has to /invite @shelf first.',
  is_archived: 'Unarchive the channel, or put the id of another one into {setting}.',
  restricted_action: 'Let the app post there in the channel’s settings.',
};

/** Whether it is the channel where the bot may not post. */
export function isChannelRefusal(error: unknown): error is Refusal {
  return error instanceof Refusal && error.code in channelHints;
}

function channelProblem(code: string, channel: string, isMain: boolean): Problem {
  const hint = channelHints[code] ?? '';
  const setting = isMain ? 'SLACK_CHANNEL_ID' : 'ALERT_CHANNELS';
  return {
    text: `Slack does not let the bot post in the channel ${channel} (${code}).`,
    hint: hint.replace('{setting}', setting),
  };
}
