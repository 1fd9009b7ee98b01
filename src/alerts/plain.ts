import type { Block, Reply } from '../command/reply.ts';

/** A reply as a text without any markup, for places that show no blocks and where nothing can be pressed. */
export function plainReply({ blocks }: Reply): string {
  return blocks.flatMap(linesOf).join('\n');
}

function linesOf(block: Block): string[] {
  switch (block.kind) {
    case 'text':
      return [block.text];
    case 'fields':
      return block.fields.map(({ label, value }) => `${label}: ${value}`);
    case 'list': {
      const items = block.items.map(
        ({ text, detail }) => `- ${text}${detail ? ` (${detail})` : ''}`,
      );
      return block.title ? [`${block.title}:`, ...items] : items;
    }
    case 'table':
      return block.rows.map((row) => row.join(' | '));
    case 'image':
      return block.size === 'large' ? [block.alt] : [];
    case 'buttons':
    case 'select':
    case 'form':
    case 'progress':
    case 'chart':
      return [];
    default:
      return block satisfies never;
  }
}
