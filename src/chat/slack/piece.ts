import type { types } from '@slack/bolt';
import { limits } from './limits.ts';

/** Blocks of Slack that belong together, with how many things (rows, items, …) they show. */
export type Piece = {
  /** Empty for things that are left out in any case. */
  blocks: types.KnownBlock[];
  things: number;
  /** The buttons and selects of the whole reply: text makes room for them. */
  isAction: boolean;
};

export function piece(block: types.KnownBlock, things = 1): Piece {
  return { blocks: [block], things, isAction: false };
}

/** Marked-up text that is escaped already. */
export function section(text: string): types.SectionBlock {
  return { type: 'section', text: { type: 'mrkdwn', text, verbatim: true } };
}

export function leftOut(things: number): Piece[] {
  return things > 0 ? [{ blocks: [], things, isAction: false }] : [];
}

export function actionBlocks(elements: readonly types.ActionsBlockElement[]): types.ActionsBlock[] {
  return chunk(elements, limits.actions).map((some) => ({ type: 'actions', elements: some }));
}

function chunk<Item>(items: readonly Item[], size: number): Item[][] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, index) => items.slice(index * size, (index + 1) * size));
}
