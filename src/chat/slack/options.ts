import type { Actor } from '../../command/actor.ts';
import type { Commands } from '../../command/discover.ts';
import type { Execute } from '../../command/execute.ts';
import type { Talk } from '../../command/talk.ts';
import type { PictureOf } from '../../command/picture.ts';
import type { Reply } from '../../command/reply.ts';
import type { LogBug } from '../common/explain.ts';
import type { Problem } from '../common/problems.ts';
import type { SlackUser } from './people.ts';

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
  /** Plain language; without it commands only. */
  talk?: Talk;
  identify: (user: SlackUser) => Promise<Actor>;
  pictureOf: PictureOf;
  /** How long Slack is given to get an uploaded picture ready. */
  pictureWaitMs?: number;
  /** What the Home tab shows a person. */
  home: (actor: Actor) => Promise<Reply[]>;
  /** Hears all that a person has to put right, each time that changes. */
  onProblems: (problems: readonly Problem[]) => void;
  logBug: LogBug;
  now: () => Date;
};
