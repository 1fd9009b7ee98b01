import { setTimeout as delay } from 'node:timers/promises';
import type { HttpRoute, Platform } from '../platform.ts';
import { createApi } from './api.ts';
import { defaultSlashCommand } from './manifest.ts';
import { openApp } from './open.ts';
import type { SlackOptions } from './options.ts';
import { createDirect } from './direct.ts';
import { createPeople } from './people.ts';
import { createPosts } from './posts.ts';
import { createSlackProblems } from './problems.ts';
import { eventsPath } from './receive.ts';
import { moreWords } from './render.ts';
import { createSender } from './send.ts';
import { createWork } from './work.ts';

export type { SlackOptions } from './options.ts';

/** The chat in Slack. Without Socket Mode the HTTP server has to serve `route`. */
export type Slack = Platform & { readonly route: HttpRoute | null };

const goodbyeMs = 5000;

/** The library is loaded by `start` or the first post; Slack may be away then. */
export function createSlack(options: SlackOptions): Slack {
  const { appToken, channelId, logBug, now, slashCommand = defaultSlashCommand } = options;
  const api = createApi(options);
  const problems = createSlackProblems(channelId, options.onProblems);
  const sendFitting = createSender(api, {
    pictureOf: options.pictureOf,
    pictureWaitMs: options.pictureWaitMs ?? 1000,
    onUploadFailure: (error) => problems.learn(error, channelId),
    logBug,
  });
  const people = createPeople(api, { roleGroups: options.roleGroups ?? [], now });
  const work = createWork(logBug);
  const rest = moreWords(slashCommand);
  const posts = createPosts({ api, sendFitting, channelId, problems, rest, now });
  const stopping = new AbortController();
  let handle: HttpRoute['handle'] = (_request, response) => response.writeHead(503).end();
  let closed: Promise<void> = Promise.resolve();
  const route: HttpRoute = {
    path: eventsPath,
    handle: (request, response) => handle(request, response),
  };

  return {
    name: 'slack',
    route: appToken ? null : route,
    ...posts,
    direct: createDirect({ api, people, identify: options.identify, postIn: posts.postIn }),
    async start() {
      const { signal } = stopping;
      const app = await openApp(options, { api, people, sendFitting, problems, work, signal });
      handle = app.handle ?? handle;
      closed = app.closed;
    },
    async stop() {
      stopping.abort();
      const done = Promise.all([closed, work.idle()]);
      await Promise.race([done, delay(goodbyeMs, undefined, { ref: false })]);
    },
  };
}
