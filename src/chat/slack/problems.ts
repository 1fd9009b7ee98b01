import { createProblems, type Problem, type Problems as Kept } from '../common/problems.ts';
import { isLostToken, Refusal } from './faults.ts';

/** What can be wrong, the most serious first. */
const areas = ['token', 'connection', 'scopes', 'channel'] as const;

export type Problems = Kept<(typeof areas)[number]> & {
  /** Notes what a refused call tells about the token, the scopes or the channel. */
  learn(error: unknown, channelId: string): void;
};

export function createSlackProblems(tell: (problems: readonly Problem[]) => void): Problems {
  const kept = createProblems(areas, tell);
  const set: Problems['set'] = (area, problem) => kept.set(area, problem);
  return {
    set,
    learn(error, channelId) {
      if (!(error instanceof Refusal)) return;
      if (isLostToken(error)) set('token', lostToken(error.code));
      else if (error.code === 'missing_scope') set('scopes', missingScopes([error.needed ?? '?']));
      else if (error.code in channelHints) set('channel', channelProblem(error.code, channelId));
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
    'Check SLACK_CHANNEL_ID (the id at the end of the channel’s details); a private channel has to /invite @shelf first.',
  is_archived: 'Unarchive the channel, or put the id of another one into SLACK_CHANNEL_ID.',
  restricted_action: 'Let the app post there in the channel’s settings.',
};

function channelProblem(code: string, channelId: string): Problem {
  const hint = channelHints[code] ?? '';
  return { text: `Slack does not let the bot post in the channel ${channelId} (${code}).`, hint };
}
