const country = String.raw`(?:the )?(?:us|usa|uk|u\.s\.(?:a\.)?|u\.k\.|united (?:states|kingdom)|north america|america|(?:great )?britain|australia)`;
const elsewhere = new RegExp(
  [
    String.raw`\b(?:published|released|known|sold|issued|titled)(?: in ${country})? as\s+`,
    String.raw`\b(?:us|uk|u\.s\.|u\.k\.|american|british|alternat(?:e|ive)) title(?: is| of|:)?\s+`,
  ].join('|'),
  'gi',
);
/** A title as it is written, up to where the sentence goes on: `Napoleon: A Life. Unabridged` */
const title = /^["'“‘«]?(\p{Lu}[^"”».;()[\]]{2,99})/u;
const mostTitles = 5;

/** The titles under which a line of a description says that the book is sold as well. */
export function toldTitles(line: string): string[] {
  return [...line.matchAll(elsewhere)].slice(0, mostTitles).flatMap((found) => {
    const behind = line.slice(found.index + found[0].length);
    return title.exec(behind)?.[1]?.replace(/['’]$/, '').trim() ?? [];
  });
}
