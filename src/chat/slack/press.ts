import type { BlockAction, BlockElementAction, SlackViewAction } from '@slack/bolt';
import type { Commands } from '../../command/discover.ts';
import type { TypedCall } from '../../command/words.ts';
import { UserError } from '../../errors.ts';
import { readTexts } from '../common/fields.ts';
import type { Asker } from './conversation.ts';
import { decodeValue, parse, type Press, readPick, readPress } from './ids.ts';
import type { Place } from './modal.ts';

/** The press when it has to ask first; one that cannot be read is answered like any other. */
export function questionsOf(action: BlockElementAction): Press | null {
  if (action.type !== 'button') return null;
  try {
    const press = readPress(parse(action.value ?? ''));
    return press.asks?.length ? press : null;
  } catch {
    return null;
  }
}

/** The call of a button or a select; throws UserError for one that is forged or of another version. */
export function readAction(action: BlockElementAction, commands: Commands): TypedCall {
  if (action.type === 'button') {
    const { runs, input } = readPress(parse(action.value ?? ''));
    return { command: runs, input };
  }
  if (action.type === 'static_select') {
    const { runs, input, field } = readPick(parse(action.action_id.replace(/^pick:/, '')));
    const value = decodeValue(action.selected_option.value);
    const texts = readTexts(commands, runs, { ...input, [field]: value });
    return { command: runs, input: texts };
  }
  throw new UserError('bad_input', 'Nothing here can be done that way.', 'Type "help".');
}

/** In the Home tab there is no channel: the answer goes to the person. */
export function placeOf(body: BlockAction): Place {
  const { thread_ts: thread, message_ts: own }: Record<string, unknown> = body.container;
  return {
    channel: body.channel?.id ?? body.user.id,
    // The first message of a thread stands in the channel, where its presser looks.
    threadTs: typeof thread === 'string' && thread !== own ? thread : null,
    responseUrl: body.response_url ?? null,
  };
}

export function askerOf(user: SlackViewAction['user'] | BlockAction['user']): Asker {
  return { id: user.id, name: user.name ?? ('username' in user ? user.username : user.id) };
}
