import { readRulePage } from '../rulebook/read-page.ts';
import { type Part, partsOfSections } from './parts.ts';
import { readMarkdown } from './read-markdown.ts';

/** A note by the ending of its name: Markdown, else HTML or plain text. Throws UserError for what is none of them. */
export function readNote(name: string, text: string): Part[] {
  return name.toLowerCase().endsWith('.md')
    ? readMarkdown(text)
    : partsOfSections(readRulePage(text));
}
