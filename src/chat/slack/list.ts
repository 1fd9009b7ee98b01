import type { Button, ListItem } from '../../command/reply.ts';
import { buttonElements } from './actions.ts';
import { limits } from './limits.ts';
import { actionBlocks, leftOut, type Piece, piece, section } from './piece.ts';
import { cutEscaped, escapeLine, escapeText } from './text.ts';

const longestItem = 1000;
const longestTitle = 80;
const mostItems = 500;

/** Items without buttons share a section; one with buttons stands alone with them. */
export function listPieces(items: readonly ListItem[], title?: string): Piece[] {
  const pieces: Piece[] = [];
  let shared: string[] = title ? [`*${escapeLine(title, longestTitle)}*`] : [];
  const close = () => {
    if (shared.length > 0) pieces.push(piece(section(shared.join('\n')), shared.length));
    shared = [];
  };
  for (const item of items.slice(0, mostItems)) {
    const text = itemText(item);
    const isFull = [...shared, text].join('\n').length > limits.sectionText;
    if (isFull || item.buttons?.length) close();
    if (item.buttons?.length) pieces.push(itemWithButtons(text, item.buttons));
    else shared.push(text);
  }
  close();
  return [...pieces, ...leftOut(items.length - mostItems)];
}

function itemText({ text, detail }: Pick<ListItem, 'text' | 'detail'>): string {
  const lines = [escapeText(text), ...(detail ? [escapeText(detail)] : [])].join('\n');
  return cutEscaped(`• ${lines.replaceAll('\n', '\n    ')}`, longestItem);
}

/** One button stands beside its item, more of them below it. */
function itemWithButtons(text: string, buttons: readonly Button[]): Piece {
  const { elements, typed } = buttonElements(buttons);
  const words = [text, ...typed.map(itemText)].join('\n');
  const block = section(cutEscaped(words, limits.sectionText));
  const [only] = elements;
  if (elements.length === 1 && only) return piece({ ...block, accessory: only });
  return { ...piece(block), blocks: [block, ...actionBlocks(elements)] };
}
