import { isObject } from '../http.ts';
import type { Message } from './message.ts';
import { readable } from './mrkdwn.ts';
import type { View } from './view.ts';
import type { JsonObject, Workspace } from './workspace.ts';

/** The message or view as plain text, line by line as on the screen. */
export function show(workspace: Workspace, thing: Message | View): string {
  if ('ts' in thing) {
    const body = thing.blocks.length > 0 ? thing.blocks : [mrkdwn(thing.text)];
    const files = thing.files.map((id) => `[file: ${workspace.files.get(id)?.title ?? id}]`);
    return [...body.map((block) => showBlock(workspace, block)), ...files].join('\n');
  }
  const { title, submit, close } = thing.content;
  const head = title ? [`== ${words(workspace, title)} ==`] : [];
  const errors = Object.values(thing.errors).map((error) => `! ${error}`);
  const ends = [submit, close].filter(Boolean).map((one) => `(${words(workspace, one)})`);
  const foot = ends.length > 0 ? [ends.join(' ')] : [];
  const body = thing.blocks.map((block) => showBlock(workspace, block));
  return [...head, ...body, ...errors, ...foot].join('\n');
}

function mrkdwn(text: string): JsonObject {
  return { type: 'mrkdwn', text };
}

function showBlock(workspace: Workspace, block: JsonObject): string {
  const one = (value: unknown) => words(workspace, value);
  switch (block['type']) {
    case 'divider':
      return '---';
    case 'header':
      return `# ${one(block['text'])}`;
    case 'section': {
      const parts = [block['text'], ...listOf(block['fields']), block['accessory']];
      return parts.filter(Boolean).map(one).join('\n');
    }
    case 'image':
      return [block['title'], block].filter(Boolean).map(one).join('\n');
    case 'input':
      return `${one(block['label'])}: ${one(block['element'])}`;
    case 'actions':
      return listOf(block['elements']).map(one).join(' ');
    case 'table':
      return listOf(block['rows'])
        .map((row) => `| ${listOf(row).map(one).join(' | ')} |`)
        .join('\n');
    case 'rich_text':
      return listOf(block['elements']).map(one).join('\n');
    default:
      return listOf(block['elements']).length > 0
        ? listOf(block['elements']).map(one).join(' ')
        : one(block);
  }
}

/** The readable part of a text object, an element or a cell. */
function words(workspace: Workspace, value: unknown): string {
  if (!isObject(value)) return typeof value === 'string' ? value : '';
  const { type, text, elements } = value;
  if (type === 'mrkdwn' || type === 'markdown') return readable(workspace, String(text));
  if (type === 'image') return `[image: ${String(value['alt_text'])}]`;
  if (type === 'button') return `(${words(workspace, text)})`;
  if (type === 'user') return readable(workspace, `<@${String(value['user_id'])}>`);
  if (type === 'broadcast') return `@${String(value['range'])}`;
  if (type === 'emoji') return `:${String(value['name'])}:`;
  if (type === 'link') return String(text ?? value['url']);
  if (Array.isArray(elements)) return elements.map((one) => words(workspace, one)).join('');
  if (Array.isArray(value['options']) || Array.isArray(value['option_groups'])) {
    return showChoices(workspace, value);
  }
  if ('placeholder' in value) return `[${words(workspace, value['placeholder'])}]`;
  return words(workspace, text);
}

function showChoices(workspace: Workspace, element: JsonObject): string {
  const groups = listOf(element['option_groups']).filter(isObject);
  const all = [element, ...groups].flatMap((one) => listOf(one['options'])).filter(isObject);
  const head = element['placeholder'] ? `${words(workspace, element['placeholder'])}: ` : '';
  return `[${head}${all.map((one) => words(workspace, one['text'])).join(' / ')}]`;
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
