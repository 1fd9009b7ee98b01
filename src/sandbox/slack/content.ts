import { isObject } from '../http.ts';
import { isRefusal, type Refusal, refuse } from './answer.ts';
import { type Arguments, structureOf } from './arguments.ts';
import { messageBlocks } from './block-kit/message.ts';
import { type JsonObject, report, type Workspace } from './workspace.ts';

const cutAt = 40_000;

/** What a message is to show; null for a part that was not given. */
export type Content = { text: string | null; blocks: JsonObject[] | null };

/** Reads text and blocks of a call, an acknowledgement or an answer to a response address. */
export function readContent(
  workspace: Workspace,
  args: Arguments,
  what: string,
): Content | Refusal {
  const given = structureOf(args, 'blocks');
  const blocks = given === undefined ? null : messageBlocks(workspace, given);
  if (blocks && isRefusal(blocks)) return blocks;
  const text = typeof args['text'] === 'string' ? args['text'] : null;
  if ((text ?? '') === '' && (blocks ?? []).length === 0) return refuse('no_text');
  if ((text ?? '') === '') {
    report(workspace, 'missing_text_fallback', `${what}: blocks without a top-level text`);
  }
  if (text !== null && text.length > cutAt) {
    report(workspace, 'text_cut', `${what}: ${text.length} characters, cut at ${cutAt}`);
  }
  return { text: text === null ? null : text.slice(0, cutAt), blocks };
}

/** Metadata of a message; undefined when there is none. */
export function readMetadata(args: Arguments): JsonObject | undefined | Refusal {
  const metadata = structureOf(args, 'metadata');
  if (metadata === undefined) return undefined;
  const isWhole =
    isObject(metadata) &&
    typeof metadata['event_type'] === 'string' &&
    isObject(metadata['event_payload']);
  return isWhole ? metadata : refuse('invalid_metadata_format');
}
