/** What a book's folders say about it. */
export type FolderFacts = {
  title: string;
  authors: string[];
  narrators: string[];
  series: { name: string; sequence: string | null } | null;
  publishedYear: string | null;
  asin: string | null;
};

/**
 * Reads `{author}/{series}/{nn} - {title} {{narrator}}` and its shorter forms as Audiobookshelf
 * does: only the last three levels count, and a number is a position only below a series folder.
 */
export function readFolders(relPath: string): FolderFacts {
  const levels = relPath.split('/');
  const folder = levels.pop() ?? '';
  const series = levels.length > 1 ? (levels.pop() ?? null) : null;
  const author = levels.pop() ?? '';
  const asin = /(?<= |^)\[([A-Z0-9]{10})\](?= |$)/.exec(folder);
  const withoutAsin = asin ? tidy(folder.replace(asin[0], '')) : folder;
  const narrated = /^(.+) \{(.+)\}$/.exec(withoutAsin);
  const [named, sequence] =
    series === null
      ? [narrated?.[1] ?? withoutAsin, null]
      : takeSequence(narrated?.[1] ?? withoutAsin);
  const dated = /^\(?(\d{4})\)? +- +(.+)$/.exec(named);
  return {
    title: dated?.[2] ?? named,
    authors: splitNames(author),
    narrators: splitNames(narrated?.[2] ?? ''),
    series: series === null ? null : { name: series, sequence },
    publishedYear: dated?.[1] ?? null,
    asin: asin?.[1] ?? null,
  };
}

/** "A & B", "A and B", "A, B" and "Last, First" as lists of names. */
export function splitNames(text: string): string[] {
  const names = text.split(/ & | and |;/).flatMap((part) => {
    const pieces = part.split(',').map((piece) => piece.trim());
    const [last = '', first = ''] = pieces;
    // A single word before the only comma is a family name.
    return pieces.length === 2 && !last.includes(' ') ? [`${first} ${last}`] : pieces;
  });
  return names.filter((name) => name !== '');
}

/** The part of "01 - Title", "Book 2 - Title", "6. Title" or "Title - Vol 12" that is the position. */
function takeSequence(folder: string): [string, string | null] {
  const parts = folder.split(' - ');
  for (const [index, part] of parts.entries()) {
    const bare = /^(?:vol\.? |volume |book )?(\d{1,3}(?:\.\d{1,2})?)\.?$/i.exec(part);
    const led = /^(?:(?:vol\.? |volume |book )(\d{1,3}(?:\.\d{1,2})?)\.?|(\d{1,3})\.) (.+)$/i.exec(
      part,
    );
    const number = bare?.[1] ?? led?.[1] ?? led?.[2];
    if (number === undefined) continue;
    const rest = parts.with(index, led?.[3] ?? '').filter((kept) => kept !== '');
    return [rest.join(' - '), String(Number(number))];
  }
  return [folder, null];
}

function tidy(text: string): string {
  return text.replaceAll(/ +/g, ' ').trim();
}
