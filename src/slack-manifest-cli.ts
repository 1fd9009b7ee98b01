import { createLink, defaultExtraCommands, slackManifest } from './chat/slack/manifest.ts';
import { discoverCommands } from './command/discover.ts';
import { loadConfig, processEnvironment } from './config.ts';
import { exitOver } from './exit.ts';

/** `npm run slack-manifest`: the app as Slack has to know it, and the link that creates it. */
async function printManifest(): Promise<void> {
  const { settings } = loadConfig(processEnvironment());
  const { SLACK_APP_TOKEN, PUBLIC_URL } = settings;
  const isSocketMode = SLACK_APP_TOKEN !== undefined || PUBLIC_URL === undefined;
  const manifest = slackManifest({
    slashCommand: settings.SLACK_COMMAND,
    extraCommands: defaultExtraCommands,
    commands: await discoverCommands(),
    requestUrl: isSocketMode ? null : new URL('/slack/events', PUBLIC_URL).href,
    hasGroupRoles: [...settings.SLACK_ROLES.keys()].some((id) => id.startsWith('S')),
  });
  process.stdout.write(`${JSON.stringify(manifest, null, 2)}\n\n${createLink(manifest)}\n`);
}

printManifest().catch(exitOver);
