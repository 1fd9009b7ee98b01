import type { Section } from './sections.ts';

export type ChangedSection = { anchor: string; title: string; added: string[]; removed: string[] };
export type PageDiff = {
  sections: ChangedSection[];
  /** Share of the known text that is still there, by letters; 1 for an empty page. */
  keptShare: number;
};

/**
 * What changed, section by section. The order of sections and of lines does not count: a page that
 * shows the same sentences in another order says the same.
 */
export function diffPage(before: readonly Section[], after: readonly Section[]): PageDiff {
  const known = byAnchor(before);
  const present = byAnchor(after);
  const anchors = new Set([...present.keys(), ...known.keys()]);
  const sections: ChangedSection[] = [];
  for (const anchor of anchors) {
    const [old, now] = [known.get(anchor), present.get(anchor)];
    const added = without(now?.lines ?? [], old?.lines ?? []);
    const removed = without(old?.lines ?? [], now?.lines ?? []);
    const title = now?.title || old?.title || anchor;
    if (added.length + removed.length > 0) sections.push({ anchor, title, added, removed });
  }
  const letters = lettersOf(before.flatMap(({ lines }) => lines));
  const lost = lettersOf(
    without(
      before.flatMap(({ lines }) => lines),
      after.flatMap(({ lines }) => lines),
    ),
  );
  return { sections, keptShare: letters === 0 ? 1 : (letters - lost) / letters };
}

function byAnchor(sections: readonly Section[]): Map<string, Section> {
  return new Map(sections.map((section) => [section.anchor, section]));
}

/** The lines of `list` that `other` lacks, each as often as it is missing. */
function without(list: readonly string[], other: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const line of other) left.set(line, (left.get(line) ?? 0) + 1);
  return list.filter((line) => {
    const count = left.get(line) ?? 0;
    if (count > 0) left.set(line, count - 1);
    return count === 0;
  });
}

function lettersOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length, 0);
}
