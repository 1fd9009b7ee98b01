import { isObject } from '../../src/sandbox/http.ts';
import type { SlackStandIn } from '../../src/sandbox/slack/index.ts';
import type { Message } from '../../src/sandbox/slack/message.ts';
import { dataUrl } from './page.ts';

type Files = SlackStandIn['files'];
type Node = Record<string, unknown>;

/** A message of the stand-in as HTML that looks like Slack on a light screen. */
export function slackHtml(message: Message, files: Files): string {
  const notes = [message.edits.length > 0 && 'edited', message.onlyFor && 'only visible to you'];
  const blocks =
    message.blocks.length > 0 ? message.blocks : [{ type: 'text', text: message.text }];
  return `<div class="message"><div class="avatar"></div><div class="body">
    <div class="who">shelf<span class="note">${notes.filter(Boolean).join(' · ')}</span></div>
    ${blocks.map((block) => blockHtml(block, files)).join('')}</div></div>`;
}

function blockHtml(block: Node, files: Files): string {
  const { text, fields, accessory, elements } = block;
  switch (block['type']) {
    case 'divider':
      return '<hr>';
    case 'header':
      return `<div class="header">${words(text)}</div>`;
    case 'section':
      return `<div class="section">${text ? `<div class="text">${words(text)}</div>` : ''}
        ${Array.isArray(fields) ? `<div class="fields">${fields.map((one) => `<div>${words(one)}</div>`).join('')}</div>` : ''}
        ${isObject(accessory) ? elementHtml(accessory, files) : ''}</div>`;
    case 'image':
      return `<img class="wide" src="${sourceOf(block, files)}">`;
    case 'actions':
      return `<div class="row">${nodes(elements)
        .map((one) => elementHtml(one, files))
        .join('')}</div>`;
    case 'context':
      return `<div class="context">${nodes(elements).map(words).join(' ')}</div>`;
    default:
      return mrkdwn(String(text));
  }
}

function elementHtml(element: Node, files: Files): string {
  const { type, text, style = '', placeholder } = element;
  if (type === 'image') return `<img class="thumb" src="${sourceOf(element, files)}">`;
  if (type === 'button') return `<div class="button ${String(style)}">${words(text)}</div>`;
  return `<div class="select">${words(placeholder)} ▾</div>`;
}

function sourceOf({ slack_file: file }: Node, files: Files): string {
  const bytes = isObject(file) ? files.get(String(file['id']))?.bytes : null;
  return bytes ? dataUrl(bytes) : '';
}

function nodes(value: unknown): Node[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function words(value: unknown): string {
  if (!isObject(value)) return '';
  const text = String(value['text']);
  return value['type'] === 'plain_text' ? plain(text) : mrkdwn(text);
}

/** Plain text; its signs are drawn in colour whatever fonts the machine has. */
function plain(text: string): string {
  return text
    .replaceAll('<', '&lt;')
    .replace('✅', '<span style="color: #2eb67d">✔</span>')
    .replace('🛑', '<span style="color: #e01e5a">■</span>')
    .replace('⚠️', '<span style="color: #d9a300">⚠</span>');
}

/** As much of Slack's markup as the bot writes; it is escaped already. */
function mrkdwn(text: string): string {
  return text
    .split(/(```\n[\s\S]*?\n```)/)
    .map((part) => (part.startsWith('```') ? `<pre>${part.slice(4, -4)}</pre>` : lines(part)))
    .join('');
}

function lines(text: string): string {
  if (text.trim() === '') return '';
  const marked = text
    .replaceAll(/(?<![\p{L}\p{N}])\*(?=\S)([^*\n]+)(?<=\S)\*/gu, '<b>$1</b>')
    .replaceAll(/`([^`\n]+)`/g, '<code>$1</code>');
  return marked
    .split('\n')
    .map((line) => `<div class="line">${line}</div>`)
    .join('');
}
