import { createLink, defaultExtraCommands, slackManifest } from '../chat/slack/manifest.ts';
import { lookAtSlack } from '../chat/slack/look.ts';
import { discoverCommands } from '../command/discover.ts';
import { messageOf } from '../errors.ts';
import { type Found, ok } from '../setup/finding.ts';
import type { Asker } from './asker.ts';
import { askOwner } from './ask-owner.ts';
import { type Draft, untilWell } from './draft.ts';
import { wordsOf } from './words.ts';

/** The bot in Slack by Socket Mode: app, both tokens, channel, owner. */
export async function askSlack(asker: Asker, draft: Draft): Promise<void> {
  const { SLACK_COMMAND: slashCommand } = draft.config().settings;
  const manifest = slackManifest({
    slashCommand,
    extraCommands: defaultExtraCommands,
    commands: await discoverCommands(),
    requestUrl: null,
    hasGroupRoles: false,
  });
  asker.print(`Slack app: ${createLink(manifest)}`);
  asker.explain('Slack', [
    'Open the address above, choose the workspace, Create, Install to Workspace.',
    'OAuth & Permissions: copy the Bot User OAuth Token (xoxb-).',
    'Basic Information, App-Level Tokens: make one with connections:write (xapp-).',
    'In the channel type /invite @shelf; its id stands at the end of its details.',
  ]);
  await untilWell(asker, () => askAccess(asker, draft));
  await askOwner(asker, draft, { chat: 'Slack', name: 'SLACK_ROLES', form: /^[UW][A-Z0-9]+$/ });
}

async function askAccess(asker: Asker, draft: Draft): Promise<Found> {
  const { values, present } = draft;
  const bot = { present: present('SLACK_BOT_TOKEN'), form: /^xoxb-/ };
  values.set('SLACK_BOT_TOKEN', await asker.secret('SLACK_BOT_TOKEN', 'Bot token (xoxb-)', bot));
  const app = { present: present('SLACK_APP_TOKEN'), form: /^xapp-/ };
  values.set('SLACK_APP_TOKEN', await asker.secret('SLACK_APP_TOKEN', 'App token (xapp-)', app));
  const channel = await asker.text(
    'SLACK_CHANNEL_ID',
    'Id of the channel for proposals and alerts',
    { initial: present('SLACK_CHANNEL_ID'), form: /^[CG][A-Z0-9]+$/ },
  );
  values.set('SLACK_CHANNEL_ID', channel);
  return await look(draft, channel);
}

async function look(draft: Draft, id: string): Promise<Found> {
  const { settings } = draft.config();
  try {
    const problems = await lookAtSlack({
      botToken: settings.SLACK_BOT_TOKEN ?? '',
      appToken: settings.SLACK_APP_TOKEN,
      apiUrl: settings.SLACK_API_URL,
      hasGroupRoles: false,
      channels: [{ id, isMain: true, hasThreads: true, hasPin: true }],
      now: () => new Date(),
    });
    return problems.length > 0 ? wordsOf(problems) : ok('The bot may do there all it has to.');
  } catch (error) {
    return { state: 'bad', text: messageOf(error), hint: 'Is Slack reachable from here?' };
  }
}
