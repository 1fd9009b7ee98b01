import { noPictures, type Pictures } from '../../command/picture.ts';
import type { Reply, Tone } from '../../command/reply.ts';
import { renderReply as renderText } from '../terminal/render.ts';
import { spellOut } from '../common/spell-out.ts';
import { type ChoicesOf, renderActions } from './actions.ts';
import { renderBody } from './body.ts';
import { limits, longestFile, longestTitle } from './limits.ts';
import type { Payload, Upload } from './payload.ts';
import { embedsOf, showPictures } from './pictures.ts';
import { cut } from '../common/cut.ts';
import { cutEscaped, escapeText, escapeTitle } from './text.ts';

// Embeds and not Components V2: the content line is what a push notification shows, and V2 messages have none.

const colours: Record<Tone, number> = {
  info: 0x3b82f6,
  ok: 0x22a559,
  warning: 0xf0b232,
  danger: 0xda373c,
};
const fileWidth = 100;
/** Kept below the body for what is left out and where it is. */
const notesLength = 900;
const shortNotesLength = 300;
const mostNotes = 4;

/** A reply as one message: its title as the content line, its blocks in an embed, what has no place in a file. Throws RangeError for a button whose input has no room in an id. */
export function renderReply(
  reply: Reply,
  choicesOf: ChoicesOf,
  pictures: Pictures = noPictures,
): Payload {
  const { rows, notes } = renderActions(reply.blocks, choicesOf);
  const shown = showPictures(reply.blocks, pictures);
  const words = reply.blocks.filter((block) => !shown.blocks.has(block));
  const body = renderBody(words, limits.embedDescription - notesLength);
  const isWhole = body.isWhole && notes.length === 0;
  const whereRest = isWhole ? [] : ['More of it is in the attached file.'];
  const description = [body.text, ...shownNotes(notes), ...whereRest].join('\n').trim();
  const embeds = embedsOf(description, shown, colours[reply.tone]);
  return {
    content: titleLine(reply.title) || (embeds.length > 0 ? '' : '…'),
    embeds,
    components: rows,
    files: isWhole ? shown.files : [...shown.files, fullText(reply)],
  };
}

/** The same in the content line alone, for channels that take neither embeds nor files from the bot. */
export function renderPlain(reply: Reply, choicesOf: ChoicesOf): Payload {
  const { rows, notes } = renderActions(reply.blocks, choicesOf);
  const title = titleLine(reply.title);
  const body = renderBody(reply.blocks, limits.content - title.length - shortNotesLength);
  const content = [title, body.text, ...shownNotes(notes)].join('\n').trim();
  return {
    content: cutEscaped(content, limits.content) || '…',
    embeds: [],
    components: rows,
    files: [],
  };
}

function titleLine(title: string): string {
  const line = escapeTitle(title, longestTitle);
  return line ? `**${line}**` : '';
}

function shownNotes(notes: readonly string[]): string[] {
  const left = notes.length - mostNotes;
  const shown = notes.slice(0, mostNotes).map(escapeText);
  return left > 0 ? [...shown, `… ${left} more notes`] : shown;
}

function fullText(reply: Reply): Upload {
  const { text } = renderText(spellOut(reply), { width: fileWidth, hasColour: false });
  return { name: 'full.txt', type: 'text/plain', data: Buffer.from(cut(text, longestFile)) };
}
