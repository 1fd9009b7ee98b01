import { isObject } from '../../http.ts';
import { type Refusal, refuse, refuseContent } from '../answer.ts';
import type { JsonObject, Workspace } from '../workspace.ts';
import { checkBlocks } from './blocks.ts';
import { checkPictures } from './pictures.ts';

/** Undocumented; the least at which people report a refusal. */
const maxCharacters = 11_300;

/** The blocks of a message when Slack takes them. */
export function messageBlocks(workspace: Workspace, blocks: unknown): JsonObject[] | Refusal {
  if (blocks === undefined) return [];
  if (!Array.isArray(blocks) || !blocks.every(isObject)) return refuse('invalid_blocks_format');
  const problems = [...checkBlocks(blocks, 'message'), ...checkPictures(workspace, blocks)];
  if (problems.length > 0) return refuseContent('invalid_blocks', problems);
  if (blocks.filter((block) => block['type'] === 'table').length > 1) {
    return refuseContent('invalid_attachments', ['only_one_table_allowed']);
  }
  if (charactersIn(blocks) > maxCharacters) return refuse('msg_blocks_too_long');
  return blocks;
}

/** Everything a person can read in them. */
function charactersIn(node: unknown): number {
  if (Array.isArray(node)) {
    return node.reduce((sum: number, one: unknown) => sum + charactersIn(one), 0);
  }
  if (!isObject(node)) return 0;
  return Object.entries(node).reduce(
    (sum, [name, value]) =>
      sum + (name === 'text' && typeof value === 'string' ? value.length : charactersIn(value)),
    0,
  );
}
