import type { Section } from '../rulebook/sections.ts';

/** The text below one heading of a document; the headings above it stand in `heading`, too. */
export type Part = { heading: string; lines: string[] };

const arrow = ' › ';

/** Headings, the outermost first, as one; without those that are not there. */
export function headingOf(path: readonly (string | undefined)[]): string {
  return path.filter(Boolean).join(arrow);
}

/** The sections of a page; a heading without text is that of a chapter. */
export function partsOfSections(sections: readonly Section[]): Part[] {
  let chapter = '';
  const parts: Part[] = [];
  for (const { title, lines } of sections) {
    if (lines.length === 0) chapter = title;
    else parts.push({ heading: headingOf([chapter, title]), lines });
  }
  // A page that is a list of headings says something by them alone.
  return parts.length > 0
    ? parts
    : sections.map(({ title }) => ({ heading: title, lines: [title] }));
}
