import {
  type Component,
  componentTypes,
  selectTypes,
} from '../../src/sandbox/discord/component.ts';
import type { Embed, Message } from '../../src/sandbox/discord/message.ts';
import { dataUrl, escapeHtml } from './page.ts';

const buttonLooks: Readonly<Record<number, string>> = { 1: 'primary', 3: 'success', 4: 'danger' };

/** A message of the stand-in as HTML that looks like Discord on a dark screen. */
export function discordHtml(message: Message): string {
  const { author, content, embeds, components, attachments, editedAt, onlyFor } = message;
  const notes = [editedAt && 'edited', onlyFor && `only ${onlyFor.name} can see this`];
  const shown = embeds.flatMap(({ thumbnail, image }) => [thumbnail?.url, image?.url]);
  const files = attachments.filter(({ name }) => !shown.includes(`attachment://${name}`));
  return `<div class="message"><div class="avatar"></div><div class="body">
    <div class="who">${author.name}<span class="note">${notes.filter(Boolean).join(' · ')}</span></div>
    ${markdown(content)}
    ${embeds.map((embed) => embedHtml(embed, message)).join('')}
    ${files.map(({ name }) => `<div class="file">${escapeHtml(name)}</div>`).join('')}
    ${components.map(rowHtml).join('')}
  </div></div>`;
}

function embedHtml({ description = '', color = 0, thumbnail, image }: Embed, message: Message) {
  const colour = `#${color.toString(16).padStart(6, '0')}`;
  return `<div class="embed" style="border-color: ${colour}"><div class="text">${markdown(description)}
    ${image ? `<img class="wide" src="${sourceOf(image.url, message)}">` : ''}</div>
    ${thumbnail ? `<img class="thumb" src="${sourceOf(thumbnail.url, message)}">` : ''}</div>`;
}

function sourceOf(address: string, { attachments }: Message): string {
  const file = attachments.find(({ name }) => address === `attachment://${name}`);
  return file ? dataUrl(file.bytes) : '';
}

function rowHtml({ type, components = [] }: Component): string {
  if (type !== componentTypes.row) return '';
  return `<div class="row">${components.map(controlHtml).join('')}</div>`;
}

function controlHtml({ type, label = '', style = 2, placeholder = '' }: Component): string {
  if (selectTypes.includes(type)) return `<div class="select">${escapeHtml(placeholder)} ▾</div>`;
  return `<div class="button ${buttonLooks[style] ?? ''}">${escapeHtml(label)}</div>`;
}

/** As much of Discord's markup as the bot writes. */
function markdown(text: string): string {
  return text
    .split(/(```\n[\s\S]*?\n```)/)
    .map((part) =>
      part.startsWith('```') ? `<pre>${escapeHtml(part.slice(4, -4))}</pre>` : lines(part),
    )
    .join('');
}

function lines(text: string): string {
  const trimmed = text.replaceAll(/^\n|\n$/g, '');
  if (trimmed === '') return '';
  return trimmed
    .split('\n')
    .map((line) => `<div class="line">${inline(line.replace(/^- /, '• '))}</div>`)
    .join('');
}

function inline(line: string): string {
  return escapeHtml(line)
    .replaceAll(/(?<!\\)\*\*(.+?)(?<!\\)\*\*/g, '<b>$1</b>')
    .replaceAll(/(?<!\\)`([^`]+)`/g, '<code>$1</code>')
    .replaceAll(/\\([^a-z0-9\s])/gi, '$1');
}
