import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { drawChart } from '../../src/charts/draw.ts';
import { createDiscord } from '../../src/chat/discord/index.ts';
import type { Platform } from '../../src/chat/platform.ts';
import { createSlack } from '../../src/chat/slack/index.ts';
import { renderReply } from '../../src/chat/terminal/render.ts';
import { discoverCommands } from '../../src/command/discover.ts';
import type { PictureOf } from '../../src/command/picture.ts';
import type { Reply } from '../../src/command/reply.ts';
import { drawCover } from '../../src/sandbox/cover.ts';
import { startDiscord } from '../../src/sandbox/discord/index.ts';
import { startSlack } from '../../src/sandbox/slack/index.ts';
import { alerts, shelvedAlert } from './alerts.ts';
import { cards } from './cards.ts';
import { commandReplies } from './commands.ts';
import { discordHtml } from './discord-html.ts';
import { escapeHtml, type Look, page } from './page.ts';
import { shoot } from './shoot.ts';
import { slackHtml } from './slack-html.ts';

type Replies = Record<string, Reply>;
type Picture = { look: Look; width: number; html: string };

/** Messages on one picture; more of them would be too small to judge. */
const perPicture = 6;
const folder = path.join(import.meta.dirname, 'out');
const pictureOf: PictureOf = async (block) => {
  const isCover = block.kind === 'image';
  const bytes = isCover ? drawCover('B0MARS0003') : await drawChart(block, 'UTC');
  return bytes && { bytes, type: 'image/png' };
};
const silent = {
  execute: () => Promise.reject(new Error('nobody presses here')),
  identify: () => Promise.reject(new Error('nobody presses here')),
  onProblems: () => {},
  logBug: (cause: unknown) => console.error(cause),
  now: () => new Date(),
  pictureOf,
};

/** Posts replies to both chats and draws what the stand-ins hold, with the terminal's own text. */
async function draw(replies: Replies, { hasNames = true } = {}): Promise<Picture[]> {
  const commands = await discoverCommands();
  const discord = await startDiscord();
  const slack = await startSlack();
  const { environment } = discord;
  const inDiscord = createDiscord({
    ...silent,
    commands,
    token: environment['DISCORD_TOKEN'] ?? '',
    apiUrl: environment['DISCORD_API_URL'] ?? '',
    channelId: environment['DISCORD_CHANNEL_ID'] ?? '',
    suggest: async () => [],
    presence: async () => '',
  });
  const inSlack = createSlack({
    ...silent,
    commands,
    botToken: slack.tokens.bot,
    apiUrl: `${slack.url}/api/`,
    channelId: slack.channel('books').id,
    home: async () => [],
  });
  try {
    await Promise.all([postAll(inDiscord, replies), postAll(inSlack, replies)]);
    const { messages } = discord.channel('books');
    const names = hasNames
      ? Object.keys(replies).map((name) => `<h2>${escapeHtml(name)}</h2>`)
      : [];
    const named = (htmls: readonly string[]) =>
      htmls.map((html, index) => (names[index] ?? '') + html).join('');
    const terminal = Object.values(replies).map((reply) => {
      const { text } = renderReply(reply, { width: 92, hasColour: false });
      return `<pre>${escapeHtml(text)}</pre>`;
    });
    return [
      { look: 'discord', width: 640, html: named(messages.map(discordHtml)) },
      {
        look: 'slack',
        width: 760,
        html: named(
          slack.channel('books').messages.map((message) => slackHtml(message, slack.files)),
        ),
      },
      { look: 'terminal', width: 860, html: terminal.join('') },
    ];
  } finally {
    await Promise.all([inDiscord.stop(), inSlack.stop()]);
    await Promise.all([discord.stop(), slack.stop()]);
  }
}

async function postAll(platform: Platform, replies: Replies): Promise<void> {
  for (const [name, reply] of Object.entries(replies)) await platform.post(reply, name);
}

function inParts(replies: Replies): Replies[] {
  const entries = Object.entries(replies);
  const count = Math.ceil(entries.length / perPicture);
  return Array.from({ length: count }, (_, part) =>
    Object.fromEntries(entries.slice(part * perPicture, (part + 1) * perPicture)),
  );
}

/** The messages of a book from its proposal to the shelf, for people who have not seen the bot. */
const story: Replies = {
  proposal: cards.open,
  download: cards.downloading,
  shelf: shelvedAlert,
};

async function drawStory(): Promise<void> {
  const target = path.resolve(import.meta.dirname, '../../docs/pictures');
  await mkdir(target, { recursive: true });
  for (const { look, width, html } of await draw(story, { hasNames: false })) {
    if (look === 'terminal') continue;
    await shootPage(path.join(target, `${look}.png`), page(look, html), width);
  }
}

async function shootPage(file: string, html: string, width: number): Promise<void> {
  await shoot(file, html, width);
  await rm(`${file}.html`);
  console.log(path.relative(process.cwd(), file));
}

/** `npm run pictures [cards|alerts|commands|besides|story]`: every message as it looks in each chat, as PNGs in `out`; the story goes to `docs/pictures`. */
async function main(wanted: string | undefined): Promise<void> {
  const scenes: Record<string, () => Promise<Replies>> = {
    cards: async () => cards,
    alerts: async () => alerts,
    commands: async () => (await commandReplies()).commands,
    besides: async () => (await commandReplies()).besides,
  };
  await mkdir(folder, { recursive: true });
  if (wanted === undefined || wanted === 'story') await drawStory();
  for (const [scene, play] of Object.entries(scenes)) {
    if (wanted !== undefined && wanted !== scene) continue;
    for (const [index, part] of inParts(await play()).entries()) {
      for (const { look, width, html } of await draw(part)) {
        const file = path.join(folder, `${scene}-${index + 1}-${look}.png`);
        await shootPage(file, page(look, html), width);
      }
    }
  }
}

await main(process.argv[2]);
process.exit();
