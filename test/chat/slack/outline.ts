import type { types } from '@slack/bolt';

/** Blocks as the text they carry, one line or more for each, with what can be pressed in brackets. */
export function outline(blocks: readonly types.KnownBlock[]): string {
  return `\n${blocks.map(lineOf).join('\n')}\n`;
}

function lineOf(block: types.KnownBlock): string {
  if (block.type === 'header') return `# ${block.text.text}`;
  if (block.type === 'actions') return block.elements.map(elementOf).join(' ');
  if (block.type === 'image') return `[image: ${block.alt_text}]`;
  if (block.type === 'context') {
    return block.elements.map((one) => ('text' in one ? `(${one.text})` : one.type)).join(' ');
  }
  if (block.type !== 'section') return block.type;
  const accessory = block.accessory ? ` ${elementOf(block.accessory)}` : '';
  const fields = block.fields?.map(({ text }) => text.replace('\n', ' ')).join(' | ');
  return (block.text?.text ?? fields ?? '') + accessory;
}

function elementOf(element: { type: string }): string {
  if (element.type === 'button') {
    const { text, style = '', confirm } = element as types.Button;
    return `[${text.text}${style && ` ${style}`}${confirm ? ' sure?' : ''}]`;
  }
  const { placeholder, options = [] } = element as types.StaticSelect;
  return `[${placeholder?.text}: ${options.map(({ text }) => text.text).join(' / ')}]`;
}
