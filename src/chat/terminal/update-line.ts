import type { Reply } from '../../command/reply.ts';
import { shareOf } from '../common/figures.ts';
import { shorten } from '../common/lines.ts';
import { leastWidth, renderReply } from './render.ts';
import { displayWidth } from '../common/width.ts';

/** Whether a changed message deserves to be shown whole: it ended, needs somebody or offers something to press. */
export function isNews(reply: Reply): boolean {
  if (reply.tone !== 'info') return true;
  return renderReply(reply, { width: leastWidth, hasColour: false }).actions.length > 0;
}

/** A changed message in one line: `12: Ozma of Oz — downloading 45 %`. */
export function updateLine(reply: Reply, width: number): string {
  const text = reply.blocks.find((block) => block.kind === 'text')?.text ?? '';
  const progress = reply.blocks.find((block) => block.kind === 'progress');
  const share = progress ? shareOf(progress) : null;
  const isTold = /\d %/.test(text);
  const percent = share === null || isTold ? '' : ` ${Math.floor(share * 100)} %`;
  const status = shorten(text, Math.floor(width * 0.6)) + percent;
  const title = shorten(reply.title, width - displayWidth(status) - 3);
  return shorten(status ? `${title} — ${status.trimStart()}` : title, width);
}
