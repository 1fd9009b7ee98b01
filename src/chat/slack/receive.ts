import type * as Slack from '@slack/bolt';
import type { HttpRoute } from '../platform.ts';
import { clientOptions, silentLogger } from './api.ts';
import { holdSocket } from './socket.ts';

type Bolt = Pick<typeof Slack, 'HTTPReceiver' | 'SocketModeReceiver'>;

/** How Slack reaches us. */
export type Ear = {
  receiver: Slack.Receiver;
  /** Listens until the signal or until the line is lost; `onUp` is called when the line stands. */
  hold: (onUp: () => void, signal: AbortSignal) => Promise<void>;
  /** Null for Socket Mode. */
  handle: HttpRoute['handle'] | null;
};

type EarOptions = {
  appToken?: string | undefined;
  signingSecret?: string | undefined;
  apiUrl: string;
  now: () => Date;
};

export const eventsPath = '/slack/events';

const mostBodyBytes = 1024 * 1024;
const mostAheadSeconds = 300;

/** Socket Mode with an app token, else HTTP. */
export function createEar(bolt: Bolt, options: EarOptions): Ear {
  const { appToken } = options;
  return appToken ? socketEar(bolt, { ...options, appToken }) : httpEar(bolt, options);
}

/**
 * The library's own reconnecting is off: it leaves a hole of five seconds after every disconnect, and a
 * token that was revoked meanwhile ends the process with an unhandled rejection.
 */
function socketEar({ SocketModeReceiver }: Bolt, options: EarOptions & { appToken: string }): Ear {
  const receiver = new SocketModeReceiver({
    appToken: options.appToken,
    autoReconnectEnabled: false,
    logger: silentLogger,
    installerOptions: { clientOptions: clientOptions(options.apiUrl) },
  });
  const { client } = receiver;
  return {
    receiver,
    hold: (onUp, signal) => holdSocket(client, onUp, { signal, now: options.now }),
    handle: null,
  };
}

/** Requests that Slack did not sign just now are answered 401. */
function httpEar({ HTTPReceiver }: Bolt, { signingSecret, now }: EarOptions): Ear {
  const receiver = new HTTPReceiver({
    signingSecret: signingSecret ?? '',
    endpoints: [eventsPath],
    bodyLimit: mostBodyBytes,
    logger: silentLogger,
  });
  return {
    receiver,
    hold: async (onUp, signal) => {
      onUp();
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
    },
    handle(request, response) {
      // The library looks at the age of a signature, not at one from the future.
      const sentAt = Number(request.headers['x-slack-request-timestamp']);
      if (sentAt > now().getTime() / 1000 + mostAheadSeconds) {
        response.writeHead(401).end();
      } else if (request.method !== 'POST' || request.url?.split('?')[0] !== eventsPath) {
        response.writeHead(404).end();
      } else receiver.requestListener(request, response);
    },
  };
}
