import type { APIEmbed } from 'discord.js';
import type { Block, Reply, Tone } from '../../command/reply.ts';
import { renderReply as renderText } from '../terminal/render.ts';
import { spellOut } from '../terminal/spell-out.ts';
import { type ChoicesOf, renderActions } from './actions.ts';
import { renderBody } from './body.ts';
import { limits, longestFile, longestTitle } from './limits.ts';
import type { Payload, TextFile } from './payload.ts';
import { publicPicture } from './pictures.ts';
import { cut, cutEscaped, escapeText, escapeTitle } from './text.ts';

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
export function renderReply(reply: Reply, choicesOf: ChoicesOf): Payload {
  const { rows, notes } = renderActions(reply.blocks, choicesOf);
  const pictures = picturesOf(reply.blocks);
  const unseen = pictures.length - limits.embeds;
  if (unseen > 0) notes.push(`… ${unseen} more pictures.`);
  const body = renderBody(reply.blocks, limits.embedDescription - notesLength);
  const isWhole = body.isWhole && notes.length === 0;
  const whereRest = isWhole ? [] : ['More of it is in the attached file.'];
  const description = [body.text, ...shownNotes(notes), ...whereRest].join('\n').trim();
  const embeds = embedsOf(description, pictures.slice(0, limits.embeds), colours[reply.tone]);
  return {
    content: titleLine(reply.title) || (embeds.length > 0 ? '' : '…'),
    embeds,
    components: rows,
    file: isWhole ? null : fullText(reply),
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
    file: null,
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

function picturesOf(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block) => {
    const url = block.kind === 'image' ? publicPicture(block.url) : null;
    return url === null ? [] : [url];
  });
}

function embedsOf(description: string, pictures: readonly string[], color: number): APIEmbed[] {
  const [first, ...others] = pictures.map((url) => ({ color, image: { url } }));
  if (description === '') return first ? [first, ...others] : [];
  return [{ color, ...first, description }, ...others];
}

function fullText(reply: Reply): TextFile {
  const { text } = renderText(spellOut(reply), { width: fileWidth, hasColour: false });
  return { name: 'full.txt', text: cut(text, longestFile) };
}
