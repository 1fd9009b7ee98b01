import { setTimeout as delay } from 'node:timers/promises';
import type { Actor } from '../../command/actor.ts';
import type { Commands } from '../../command/discover.ts';
import type { Execute } from '../../command/execute.ts';
import type { Reply } from '../../command/reply.ts';
import type { Platform } from '../platform.ts';
import { createApi } from './api.ts';
import { defaultSlashCommand } from './manifest.ts';
import { openApp } from './open.ts';
import type { SlackUser } from './people.ts';
import { createPosts } from './posts.ts';
import { createProblems, type Problem } from './problems.ts';
import { eventsPath, type HttpRoute } from './receive.ts';
import { codeSpan } from './text.ts';
import { createWork } from './work.ts';

export type SlackOptions = {
  botToken: string;
  /** Socket Mode with it; HTTP at `route` without. */
  appToken?: string | undefined;
  signingSecret?: string | undefined;
  apiUrl: string;
  /** Where proposals and alerts go. */
  channelId: string;
  slashCommand?: string;
  extraCommands?: readonly string[];
  /** Ids of the user groups that carry a role: Slack is asked for the members of these only. */
  roleGroups?: readonly string[];
  commands: Commands;
  execute: Execute;
  identify: (user: SlackUser) => Promise<Actor>;
  /** What the Home tab shows a person. */
  home: (actor: Actor) => Promise<Reply[]>;
  /** Hears what a person has to put right, and null when all is well again. */
  onProblem: (problem: Problem | null) => void;
  logBug: (cause: unknown, id: string) => void;
  now: () => Date;
};

/** The chat in Slack. Without Socket Mode the HTTP server has to serve `route`. */
export type Slack = Platform & { readonly route: HttpRoute | null };

const goodbyeMs = 5000;

/** The library is loaded by `start` or the first post; Slack may be away then. */
export function createSlack(options: SlackOptions): Slack {
  const { appToken, channelId, logBug, slashCommand = defaultSlashCommand } = options;
  const api = createApi(options);
  const problems = createProblems(options.onProblem);
  const work = createWork(logBug);
  const rest = `Type ${codeSpan(slashCommand)} for the commands.`;
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
    ...createPosts({ api, channelId, problems, logBug, rest }),
    async start() {
      const { signal } = stopping;
      const app = await openApp(options, { api, problems, work, signal });
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
