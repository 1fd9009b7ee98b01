import type { Actor } from '../../command/actor.ts';
import type { Commands } from '../../command/discover.ts';
import type { Execute } from '../../command/execute.ts';
import { type PictureOf, picturesOf } from '../../command/picture.ts';
import type { Reply } from '../../command/reply.ts';
import type { Talk } from '../../command/talk.ts';
import type { TypedCall } from '../../command/words.ts';
import { explain, type LogBug } from '../common/explain.ts';
import type { ChoicesOf } from './actions.ts';
import type { Payload } from './payload.ts';
import { actorOf, type Place } from './person.ts';
import { renderReply } from './render.ts';

export type Suggestion = { label: string; value: string | number };

/** What it takes to serve a person. */
export type Desk = Place & {
  commands: Commands;
  execute: Execute;
  /** Plain language; without it commands only. */
  talk?: Talk;
  suggest: (command: string, field: string, text: string) => Promise<Suggestion[]>;
  choicesOf: ChoicesOf;
  pictureOf: PictureOf;
  logBug: LogBug;
  apiUrl: string;
  /** How long a window or suggestions may take, which nothing may come before. */
  deferMs: number;
};

/** What there is to show; nothing when a window was opened instead. */
export type Outcome = { payload: Payload | null; hasFailed: boolean };

/** Runs a call for the person behind an interaction or message. Throws what the command throws. */
export async function runCall(
  source: Parameters<typeof actorOf>[0] & { channelId: string | null },
  desk: Desk,
  call: TypedCall,
): Promise<Reply> {
  return await callAs(await actorOf(source, desk), source, desk, call);
}

/** The same for somebody who is known already. */
export async function callAs(
  actor: Actor,
  { channelId }: { channelId: string | null },
  { execute }: Desk,
  call: TypedCall,
): Promise<Reply> {
  const place = channelId === null ? {} : { place: channelId };
  const { reply } = await execute({ ...call, actor, ...place });
  return reply;
}

/** What `work` gives to show, or the words for its failure. */
export async function outcomeOf(
  { choicesOf, pictureOf, logBug }: Pick<Desk, 'choicesOf' | 'pictureOf' | 'logBug'>,
  work: () => Promise<Reply | null>,
): Promise<Outcome> {
  try {
    const reply = await work();
    const payload = reply && renderReply(reply, choicesOf, await picturesOf(reply, pictureOf));
    return { payload, hasFailed: false };
  } catch (error) {
    return { payload: renderReply(explain(error, logBug), choicesOf), hasFailed: true };
  }
}
