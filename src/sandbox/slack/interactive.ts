import type { JsonObject, Workspace } from './workspace.ts';

/** Slack names every block and every element that came without an id. */
export function withIds(workspace: Workspace, blocks: JsonObject[]): JsonObject[] {
  const named = structuredClone(blocks);
  for (const block of named) {
    block['block_id'] ??= workspace.nextId('b');
    for (const element of interactiveElements(block)) {
      element['action_id'] ??= workspace.nextId('a');
    }
  }
  return named;
}

/** The elements of a block a person can press, fill or choose from. */
export function interactiveElements(block: JsonObject): JsonObject[] {
  const { elements, accessory, element } = block;
  const all = [...(Array.isArray(elements) ? elements : []), accessory, element] as JsonObject[];
  const silent = new Set(['image', 'plain_text', 'mrkdwn', 'rich_text_section', 'rich_text_list']);
  const listed = block['type'] === 'rich_text' ? [] : all;
  return listed.filter((one) => one && !silent.has(String(one['type'])));
}
