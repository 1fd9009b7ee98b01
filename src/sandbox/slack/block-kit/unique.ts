import { isObject } from '../../http.ts';
import type { JsonObject } from '../workspace.ts';
import { type Check, problemAt } from './shape.ts';

/** A block id is unique among the blocks, an action id within its block. */
export const uniqueIds: Check = (blocks, pointer) => {
  if (!Array.isArray(blocks)) return [];
  const problems: string[] = [];
  const seen = new Set<string>();
  for (const [index, block] of blocks.entries()) {
    if (!isObject(block)) continue;
    const { block_id: id } = block;
    if (typeof id === 'string') {
      const place = `${pointer}/${index}/block_id`;
      if (seen.has(id)) problems.push(...problemAt(`block_id "${id}" already exists`, place));
      seen.add(id);
    }
    problems.push(...repeatedActions(block, `${pointer}/${index}`));
  }
  return problems;
};

function repeatedActions(block: JsonObject, pointer: string): string[] {
  const { elements } = block;
  if (!Array.isArray(elements)) return [];
  const seen = new Set<unknown>();
  return elements.flatMap((element: unknown, index) => {
    const id = isObject(element) ? element['action_id'] : undefined;
    if (typeof id !== 'string') return [];
    const isRepeated = seen.has(id);
    seen.add(id);
    const place = `${pointer}/elements/${index}/action_id`;
    return isRepeated ? problemAt(`action_id "${id}" already exists`, place) : [];
  });
}
