import { mayAct } from './command/actor.ts';
import { logBug } from './log-bug.ts';
import { identify } from './members/identify.ts';
import { noteProblems } from './note-problems.ts';
import { openPictures } from './open-pictures.ts';
import type { PlatformMaker } from './start.ts';

/** What the Home tab shows, as far as the person may see it. */
const homeCommands = ['status', 'queue', 'gaps'] as const;

/** Slack as a place where the bot lives; its library is loaded only when it is used. */
export function openSlack(): PlatformMaker {
  return {
    name: 'slack',
    async create({ services, execute, commands, talk }) {
      const { createSlack } = await import('./chat/slack/index.ts');
      const { settings } = services.config;
      const { SLACK_ROLES: roleMap, DEFAULT_ROLE: defaultRole } = settings;
      return createSlack({
        botToken: settings.SLACK_BOT_TOKEN ?? '',
        appToken: settings.SLACK_APP_TOKEN,
        signingSecret: settings.SLACK_SIGNING_SECRET,
        apiUrl: settings.SLACK_API_URL,
        channelId: settings.SLACK_CHANNEL_ID ?? '',
        slashCommand: settings.SLACK_COMMAND,
        roleGroups: [...roleMap.keys()].filter((id) => id.startsWith('S')),
        commands,
        execute,
        talk,
        identify: (user) => identify(services.em(), user, { roleMap, defaultRole }),
        home: async (actor) => {
          const calls = homeCommands.filter((name) => {
            const role = commands.get(name)?.role;
            return role !== undefined && mayAct(actor.role, role);
          });
          const done = await Promise.all(
            calls.map((command) => execute({ command, input: {}, actor })),
          );
          return done.map(({ reply }) => reply);
        },
        pictureOf: openPictures(services),
        onProblems: noteProblems(services, 'slack'),
        logBug: logBug(services.log),
        now: services.now,
      });
    },
  };
}
