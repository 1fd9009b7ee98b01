import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { App, HTTPReceiver, LogLevel, SocketModeReceiver } from '@slack/bolt';
import type { SlackStandIn } from '../../../src/sandbox/slack/index.ts';

export type Mode = 'socket' | 'http';

export type BoltApp = { app: App; stop: () => Promise<void> };

const silent = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  setLevel: () => {},
  getLevel: () => LogLevel.ERROR,
  setName: () => {},
};

/** A real Bolt app that talks to the stand-in; `prepare` adds its listeners before it starts. */
export async function startBolt(
  slack: SlackStandIn,
  mode: Mode,
  prepare: (app: App) => void = () => {},
): Promise<BoltApp> {
  const slackApiUrl = `${slack.url}/api/`;
  const receiver =
    mode === 'socket'
      ? new SocketModeReceiver({
          appToken: slack.tokens.app,
          clientPingTimeout: 200,
          logger: silent,
          installerOptions: { clientOptions: { slackApiUrl } },
        })
      : new HTTPReceiver({ signingSecret: slack.signingSecret, logger: silent });
  const app = new App({
    token: slack.tokens.bot,
    receiver,
    clientOptions: { slackApiUrl, retryConfig: { retries: 0 } },
    logger: silent,
  });
  prepare(app);
  if (receiver instanceof HTTPReceiver) {
    const server = createServer((request, response) => receiver.requestListener(request, response));
    slack.http.address = `${await listen(server)}/slack/events`;
    return { app, stop: () => closeServer(server) };
  }
  await app.start();
  return { app, stop: async () => void (await app.stop()) };
}

function listen(server: Server): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    });
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
