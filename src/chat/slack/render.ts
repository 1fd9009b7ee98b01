import type { types } from '@slack/bolt';
import type { Reply, Tone } from '../../command/reply.ts';
import { renderReply } from '../terminal/render.ts';
import { spellOut } from '../common/spell-out.ts';
import { plain } from './actions.ts';
import { fit, type Room } from './fit.ts';
import { limits, messageBytes, tableWidth, viewBytes } from './limits.ts';
import { type Piece, piece } from './piece.ts';
import { besides, type Files, noFiles, picture } from './pictures.ts';
import { piecesOf } from './pieces.ts';
import { codeBlock, codeSpan, cutEscaped, escapeLine, escapeText } from './text.ts';

/** What a message shows; `text` is what notifications and screen readers say. */
export type Payload = { text: string; blocks: types.KnownBlock[] };

const marks: Record<Tone, string> = { info: '', ok: '✅ ', warning: '⚠️ ', danger: '🛑 ' };
const longestSummary = 300;
const messageRoom: Room = { blocks: limits.messageBlocks, bytes: messageBytes };

/** A reply as a message; `rest` says in Slack's markup what to type when not all of it fits. */
export function renderMessage(reply: Reply, rest = '', files: Files = noFiles): Payload {
  return { text: summary(reply), blocks: fit(allPieces(reply, files), messageRoom, rest) };
}

/** Replies one below the other as the blocks of a Home tab. */
export function renderHome(replies: readonly Reply[], rest: string): types.KnownBlock[] {
  const divider = piece({ type: 'divider' }, 0);
  const pieces = replies.flatMap((reply) => [...allPieces(reply, noFiles), divider]).slice(0, -1);
  return fit(pieces, { blocks: limits.viewBlocks, bytes: viewBytes }, rest);
}

/**
 * The message and what to send instead when Slack refuses its content (a picture it has not got ready, a
 * limit nobody knew of): without pictures, then as mere text with the words to type for each button.
 */
export function* withFallbacks(
  reply: Reply,
  rest = '',
  files: Files = noFiles,
): Generator<Payload> {
  if (files.size > 0) yield renderMessage(reply, rest, files);
  yield renderMessage(reply, rest, noFiles);
  yield { text: asText(reply), blocks: [] };
}

/** What to type for more where no command was asked for. */
export function moreWords(slashCommand: string): string {
  return `Type ${codeSpan(slashCommand)} for the commands.`;
}

function allPieces(reply: Reply, files: Files): Piece[] {
  const text = plain(marks[reply.tone] + reply.title, limits.headerText);
  const pieces = [piece({ type: 'header', text })];
  let small: types.ImageBlock | null = null;
  for (const block of reply.blocks) {
    const file = files.get(block);
    if (file && block.kind === 'image' && block.size === 'small' && !small) {
      small = picture(file, block.alt);
      continue;
    }
    const own = piecesOf(block, file);
    const illustrated: Piece[] | null = small && besides(own, small);
    pieces.push(...(illustrated ?? own));
    if (illustrated) small = null;
  }
  return small ? [...pieces, piece(small)] : pieces;
}

/** `⚠️ 12: Ozma of Oz — Missing from your library.` */
function summary(reply: Reply): string {
  const title = marks[reply.tone] + escapeLine(reply.title, longestSummary);
  const first = reply.blocks.find((block) => block.kind === 'text')?.text;
  const more = first && cutEscaped(escapeText(first), longestSummary);
  return more ? `${title} — ${more}` : title || '–';
}

function asText(reply: Reply): string {
  const { text } = renderReply(spellOut(reply), { width: tableWidth, hasColour: false });
  return codeBlock(text, limits.messageText);
}
