import type { Answer } from './answer.ts';
import type { Arguments } from './arguments.ts';
import type { Tier } from './rates.ts';
import type { Workspace } from './workspace.ts';

export type Call = { workspace: Workspace; args: Arguments };

/** One method of the Web API. */
export type Method = {
  name: string;
  tier: Tier;
  /** Any one of them suffices; none means that every bot token may call. */
  scopes: readonly string[];
  answer: (call: Call) => Answer | Promise<Answer>;
};
