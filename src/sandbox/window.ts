import { startDiscord } from './discord/index.ts';
import { type Manifest, startSlack } from './slack/index.ts';

/** A chat of the sandbox, seen through a terminal. */
export type ChatWindow = {
  /** The bot's configuration for this chat. */
  environment: Record<string, string>;
  /** Writes to the bot in a direct conversation, as somebody who is owner. */
  say: (line: string) => void;
  close: () => Promise<void>;
};

type Look = () => { id: string; text: string }[];

const lookEveryMs = 100;

export async function openDiscordWindow(print: (text: string) => void): Promise<ChatWindow> {
  const discord = await startDiscord();
  const owner = discord.person('olga');
  const places = [discord.channel('books'), discord.directMessages('olga')];
  const close = watch(print, () =>
    places
      .flatMap(({ messages }) => messages)
      .filter(({ author }) => author.isBot)
      .map((message) => ({ id: message.id, text: discord.show(message) })),
  );
  return {
    environment: discord.environment,
    say: (line) => void owner.dm(line),
    close: () => close(discord.stop),
  };
}

export async function openSlackWindow(
  print: (text: string) => void,
  manifest: Manifest,
): Promise<ChatWindow> {
  const slack = await startSlack({ manifest });
  const { amy } = slack.people;
  const places = [slack.channel('books'), slack.direct(amy)];
  const close = watch(print, () =>
    places
      .flatMap(({ messages }) => messages)
      .filter(({ user }) => user === slack.app.botUser)
      .map((message) => ({ id: message.ts, text: `shelf:\n${slack.show(message)}` })),
  );
  return {
    environment: {
      SLACK_API_URL: `${slack.url}/api/`,
      SLACK_BOT_TOKEN: slack.tokens.bot,
      SLACK_APP_TOKEN: slack.tokens.app,
      SLACK_CHANNEL_ID: slack.channel('books').id,
      SLACK_ROLES: `owner=${amy.id}`,
    },
    say: (line) => void amy.dm(line),
    close: () => close(slack.stop),
  };
}

/** Prints every message that is new or looks different, until it is closed. */
function watch(print: (text: string) => void, look: Look) {
  const shown = new Map<string, string>();
  const printNew = () => {
    for (const { id, text } of look()) {
      if (shown.get(id) === text) continue;
      shown.set(id, text);
      print(`${text}\n`);
    }
  };
  const timer = setInterval(printNew, lookEveryMs);
  return async (stop: () => Promise<void>) => {
    clearInterval(timer);
    printNew();
    await stop();
  };
}
