import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import { type TestContext, test } from 'vitest';
import { until } from '../support/until.ts';
import { openBotStage } from './stage.ts';
import { patience } from './test-bot.ts';

const longMs = 90_000;

type Heard = { path: string; headers: IncomingHttpHeaders; body: Record<string, unknown> };

/** A server that takes whatever is sent to it; it answers the first `failures` requests with 503. */
async function startListener({ onTestFinished }: TestContext, failures = 0) {
  const heard: Heard[] = [];
  let left = failures;
  const take = async (request: IncomingMessage, response: ServerResponse) => {
    const sent = await readText(request);
    if (left > 0) {
      left -= 1;
      response.writeHead(503).end();
      return;
    }
    const body = JSON.parse(sent) as Heard['body'];
    heard.push({ path: request.url ?? '', headers: request.headers, body });
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  };
  const server = createServer((request, response) => void take(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, heard };
}

test.concurrent(
  'a test alert arrives at ntfy, Gotify and a webhook, each in its own form',
  async (context) => {
    const { expect } = context;
    const { host, heard } = await startListener(context, 1);
    const stage = await openBotStage(context);
    const bot = await stage.start({
      NOTIFY_URLS: `ntfy+http://tk_secret@${host}/sub/books gotify+http://${host}/push/?token=A1b2 webhook+http://${host}/hook?x=1`,
    });

    const reply = await bot.type('testalert', { severity: 'critical' });

    const sent = () => heard.filter(({ body }) => String(body['title']).startsWith('Test:'));
    await until(() => sent().length === 3, patience);
    const at = (path: string) => sent().find((one) => one.path === path);
    expect(reply.title).toBe('A test goes to room, gotify, ntfy, webhook');
    expect(at('/sub/')?.body).toMatchObject({ topic: 'books', priority: 5 });
    expect(at('/sub/')?.headers.authorization).toBe('Bearer tk_secret');
    expect(at('/push/message')?.body).toMatchObject({ priority: 9 });
    expect(at('/push/message')?.headers['x-gotify-key']).toBe('A1b2');
    expect(at('/hook?x=1')?.body).toMatchObject({
      title: 'Test: messages arrive here',
      text: expect.stringContaining('There is nothing to do.'),
      urgency: 'high',
    });
    expect(bot.room.titled(/^Test:/)).toHaveLength(1);
  },
  longMs,
);

test.concurrent(
  'alerts go to the places their routes name, and cards to none of them',
  async (context) => {
    const { expect } = context;
    const { host, heard } = await startListener(context);
    const stage = await openBotStage(context);
    const bot = await stage.start({
      NOTIFY_URLS: `webhook+http://${host}/hook`,
      ALERT_CHANNELS: 'critical=webhook',
    });
    await until(() => bot.room.titled(/gaps in \d+ series/).length > 0, patience);

    await bot.type('testalert', { severity: 'critical' });
    await until(() => heard.some(({ body }) => String(body['title']).startsWith('Test')), patience);
    const titles = heard.map(({ body }) => String(body['title']));

    expect(bot.room.titled(/^Test:/)).toEqual([]);
    expect(titles.join()).not.toMatch(/gaps in/);
    await expect(
      bot.type('settings', { name: 'alert channels', value: 'proposal=webhook' }),
    ).rejects.toThrow(/proposal cannot be shown in webhook/);
  },
  longMs,
);
