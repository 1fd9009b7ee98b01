import type { Block } from '../../command/reply.ts';
import { type Part, partOf } from './parts.ts';

export type Body = { text: string; isWhole: boolean };

const mostParts = 30;
const roomForCount = 40;

/** What the blocks say, in at most `room` characters (1,000 or more); what does not fit is counted. */
export function renderBody(blocks: readonly Block[], room: number): Body {
  const all = blocks.map(partOf).filter((part) => part !== null);
  const parts = all.slice(0, mostParts);
  const most = fairShare(sizesOf(parts), room - roomForCount);
  const texts = parts.map(({ whole, within }) => (whole.length < most ? whole : within(most - 1)));
  const left = all.length - parts.length;
  if (left > 0) texts.push(`… ${left} more parts`);
  const isWhole = left === 0 && parts.every(({ whole }) => whole.length < most);
  return { text: texts.join('\n'), isWhole };
}

/** Each part with the line break after it. */
function sizesOf(parts: readonly Part[]): number[] {
  return parts.map(({ whole }) => whole.length + 1);
}

/** The most that each may take so that all of them fit: small ones whole, the rest in equal shares. */
function fairShare(sizes: readonly number[], room: number): number {
  let left = room;
  let count = sizes.length;
  for (const size of sizes.toSorted((a, b) => a - b)) {
    const share = Math.floor(left / count);
    if (size > share) return share;
    left -= size;
    count -= 1;
  }
  return Number.POSITIVE_INFINITY;
}
