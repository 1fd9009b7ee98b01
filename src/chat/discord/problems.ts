import type { Problem, Problems as Kept } from '../common/problems.ts';

/** What can be wrong, the most serious first. */
export const areas = ['token', 'connection', 'channel', 'commands', 'pin', 'threads'] as const;

export type Problems = Kept<(typeof areas)[number] | `channel:${string}`>;

export const badToken: Problem = {
  text: 'Discord does not accept the bot token.',
  hint: 'Reset the token in the Developer Portal (Bot), put it into DISCORD_TOKEN and restart.',
};
