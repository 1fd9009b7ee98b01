/** A part of a page below one heading, as lines of plain text. */
export type Section = { anchor: string; title: string; lines: string[] };

/** One line for comparison: NFC, single blanks, nothing invisible; empty when nothing is left. */
export function cleanLine(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]/g, '')
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim();
}

const longestAnchor = 80;

/** Collects lines under headings; sections without any line are dropped, equal anchors get a number. */
export function createSections() {
  const sections: Section[] = [];
  let current: Section = { anchor: 'top', title: '', lines: [] };
  const used = new Map<string, number>();

  function begin(title: string, id: string | null): void {
    close();
    const base = (id ?? slug(title)).slice(0, longestAnchor) || 'section';
    const count = (used.get(base) ?? 0) + 1;
    used.set(base, count);
    current = { anchor: count === 1 ? base : `${base}-${count}`, title, lines: [] };
  }

  function line(text: string): void {
    const clean = cleanLine(text);
    if (clean !== '') current.lines.push(clean);
  }

  function close(): Section[] {
    if (current.lines.length > 0 || current.title !== '') sections.push(current);
    current = { anchor: 'end', title: '', lines: [] };
    return sections;
  }

  return { begin, line, close };
}

function slug(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '');
}
