import type { Model } from '../clients/model/index.ts';
import type { Reply } from '../command/reply.ts';
import type { Said, Told } from '../command/talk.ts';
import { askModel } from './ask-model.ts';
import { type Door, carryOut } from './carry-out.ts';
import { englishReplies as replies } from './english/replies.ts';

/**
 * What the model makes of the words, through the same door as everything else: looked up at once or put on
 * a card. Without a call of use it is `otherwise`. The answer says what became of the words.
 */
export async function answerByModel(
  said: Said,
  model: Model,
  door: Door,
  otherwise: Told = { reply: replies.notUnderstood(), isPrivate: false },
): Promise<Told> {
  const { em, now } = door;
  const choice = await askModel(model, door.commands, {
    actor: said.actor,
    words: said.line,
    em,
    now,
  });
  if (choice.kind === 'none') {
    const note = replies.modelDidNot(choice.reason, choice.wasSent ? model.host : null);
    return { ...otherwise, reply: withNote(otherwise.reply, note) };
  }
  const told = await carryOut({ ...said, names: [] }, [choice.call], door);
  return { ...told, reply: withNote(told.reply, replies.readByModel(model.name, model.host)) };
}

function withNote(reply: Reply, text: string): Reply {
  return { ...reply, blocks: [...reply.blocks, { kind: 'text', text }] };
}
