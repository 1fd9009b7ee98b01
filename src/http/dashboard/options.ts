import type { FastifyRequest } from 'fastify';
import { explain, type LogBug } from '../../chat/common/explain.ts';
import type { Commands } from '../../command/discover.ts';
import type { Execute } from '../../command/execute.ts';
import type { Picture } from '../../command/picture.ts';
import type { Log } from '../answer-errors.ts';
import type { Limit } from '../limits.ts';
import type { Describe } from '../openapi.ts';
import type { Drawing } from './draw-section.ts';
import { type Sessions, visitorIn } from './session.ts';

/** What the dashboard needs beside the commands. */
export type Dashboard = Pick<Drawing, 'chartSvg' | 'cardOf' | 'resources'> & {
  sessions: Sessions;
  /** The picture an image block names; null when there is none. */
  pictureOf: (ref: string) => Promise<Picture | null>;
  logBug: LogBug;
};

export type DashboardOptions = Dashboard & {
  commands: Commands;
  execute: Execute;
  describe: Describe;
  limitGrab: Limit;
  log: Log;
  now: () => Date;
  publicUrl?: string | undefined;
};

/** What is drawn is drawn for the person who asks. */
export function drawingFor(request: FastifyRequest, options: DashboardOptions): Drawing {
  const { actor, csrf } = visitorIn(request);
  return { ...options, actor, csrf, explain: (error) => explain(error, options.logBug) };
}
