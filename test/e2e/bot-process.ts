import type { Reply } from '../../src/command/reply.ts';
import { localOwner } from '../../src/app.ts';
import { messageOf } from '../../src/errors.ts';
import { openDiscord } from '../../src/open-discord.ts';
import { type Bot, startBot } from '../../src/start.ts';
import { roomPlatform } from './chat-room.ts';

// A program of its own: the bot, which talks to a chat room in the process that started it and runs
// the commands that come from there, until it is killed or that process is gone. With DISCORD_TOKEN it
// is in that chat, too, and with HTTP_PORT it serves HTTP.
export type ToBot =
  | { kind: 'start'; environment: Record<string, string>; roomUrl: string }
  | {
      kind: 'command';
      id: number;
      command: string;
      input: Record<string, string | number | boolean>;
    };
export type FromBot =
  | { kind: 'started'; url: string | null }
  | { kind: 'done'; id: number; reply: Reply }
  | { kind: 'failed'; id: number; reason: string };

function tell(message: FromBot): void {
  process.send?.(message);
}

let bot: Bot | null = null;

async function start(order: Extract<ToBot, { kind: 'start' }>): Promise<void> {
  const ask = async (what: string, body: object) => {
    const answer = await fetch(`${order.roomUrl}/${what}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    return (await answer.json()) as never;
  };
  const { environment } = order;
  const room = roomPlatform({
    post: (reply, key) => ask('post', { reply, key }),
    edit: (channel, id, reply) => ask('edit', { channel, id, reply }),
  });
  const started = await startBot({
    mode: 'bot',
    environment,
    platforms: 'DISCORD_TOKEN' in environment ? [room, openDiscord()] : [room],
    ...('HTTP_PORT' in environment
      ? { openHttp: (await import('../../src/open-http.ts')).openHttp }
      : {}),
  });
  process.on('message', (message: ToBot) => {
    if (message.kind !== 'command') return;
    const { id, command, input } = message;
    started.execute({ command, input, actor: localOwner() }).then(
      ({ reply }) => tell({ kind: 'done', id, reply }),
      (error: unknown) => tell({ kind: 'failed', id, reason: messageOf(error) }),
    );
  });
  bot = started;
  tell({ kind: 'started', url: started.url });
}

process.on('disconnect', () => {
  void Promise.resolve(bot?.stop()).then(() => process.exit());
});
process.once('message', (message: ToBot) => {
  if (message.kind === 'start') void start(message);
});
