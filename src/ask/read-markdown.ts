import { cleanLine } from '../rulebook/sections.ts';
import { headingOf, type Part } from './parts.ts';

const heading = /^(#{1,6})\s+(.+?)\s*#*$/;
const fence = /^\s*(?:```|~~~)/;
const item = /^\s*(?:[-*+]|\d{1,3}[.)])\s+/;
const rule = /^\s*(?:[-*_]\s*){3,}$/;
const tableRow = /^\s*\|.*\|\s*$/;
/** What a command takes says nothing of what it is about. */
const options = /\s*(?:\[[^\]]*\]|<[^>]*>)/g;
const tableLine = /^[\s|:-]+$/;
/** A paragraph whose beginning in bold says what it is about, as a heading does. */
const lead = /^\*\*([^*]{2,120}?)[.:]?\*\*\s*(.*)$/;

/** The parts of a Markdown text: by its headings, by paragraphs that begin in bold, and each row of a table. */
export function readMarkdown(text: string): Part[] {
  const parts: Part[] = [];
  const path: string[] = [];
  let current: Part = { heading: '', lines: [] };
  let paragraph: string[] = [];
  let isCode = false;

  // A single title of the first level is that of the document.
  const from = text.match(/^# /gm)?.length === 1 ? 1 : 0;
  const begin = (...more: string[]) => {
    current = { heading: headingOf([...path.slice(from), ...more]), lines: [] };
    parts.push(current);
  };
  const endParagraph = () => {
    if (paragraph.length === 0) return;
    const whole = paragraph.join(' ');
    paragraph = [];
    const [, title, rest = ''] = lead.exec(whole) ?? [];
    if (title !== undefined) begin(plain(title));
    addLine(plain(title === undefined ? whole : rest || title));
  };
  const addLine = (line: string) => {
    if (line !== '') current.lines.push(line);
  };
  begin();

  const lines = withoutComments(text).split(/\r\n|[\r\n]/);
  for (const [at, row] of lines.entries()) {
    if (fence.test(row)) {
      endParagraph();
      isCode = !isCode;
    } else if (isCode) addLine(cleanLine(row));
    else if (tableRow.test(row)) {
      endParagraph();
      const isHeader = tableLine.test(lines[at + 1] ?? '') && tableRow.test(lines[at + 1] ?? '');
      if (!isHeader && !tableLine.test(row)) addRow(cells(row));
    } else if (heading.test(row)) {
      endParagraph();
      const [, marks = '', title = ''] = heading.exec(row) ?? [];
      path.splice(marks.length - 1, path.length, plain(title));
      begin();
    } else if (row.trim() === '' || rule.test(row)) endParagraph();
    else {
      if (item.test(row)) endParagraph();
      paragraph.push(row.trim());
    }
  }
  endParagraph();
  return parts.filter((part) => part.lines.length > 0);

  function addRow(texts: string[]): void {
    const around = current;
    begin((texts[0] ?? '').replaceAll(options, '').trim());
    addLine(texts.filter((one) => one !== '').join(' · '));
    current = { heading: around.heading, lines: [] };
    parts.push(current);
  }
}

/** No pattern: one that looks for the end of each comment takes too long where none has one. */
function withoutComments(text: string): string {
  let kept = '';
  let at = 0;
  for (let from = text.indexOf('<!--'); from >= 0; from = text.indexOf('<!--', at)) {
    const end = text.indexOf('-->', from);
    if (end < 0) break;
    kept += text.slice(at, from);
    at = end + 3;
  }
  return kept + text.slice(at);
}

function cells(row: string): string[] {
  return row
    .trim()
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map((cell) => plain(cell.replaceAll('\\|', '|')));
}

/** A line as it is read: without marks of formatting, pictures and tags; a link keeps its words, code its signs. */
function plain(text: string): string {
  const pieces = text.split('`');
  return cleanLine(pieces.map((piece, at) => (at % 2 === 0 ? unmarked(piece) : piece)).join(''));
}

function unmarked(text: string): string {
  return text
    .replaceAll(/!\[[^\]]{0,200}\]\([^)]{0,500}\)/g, '')
    .replaceAll(/\[([^\]]{1,200})\]\(([^)]{0,500})\)/g, '$1')
    .replaceAll(/<\/?[a-z][^>]{0,500}>/gi, '')
    .replaceAll('**', '');
}
