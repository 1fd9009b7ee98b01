const longestText = 4000;
const stop = new Set(
  `Unabridged Abridged Audiobook Audio Audible MP3 M4B M4A Length Duration Runtime Release Released Publisher
  Published Language Year Narrator Author Series Genre Book Format Bitrate Chapters Copyright Version Edition
  Retail The With And In On Source Date Size`.split(/\s+/),
);
const person = String.raw`\p{Lu}[\p{L}\p{M}'’.-]*(?:\s(?:\p{Lu}[\p{L}\p{M}'’.-]*|de|la|van|von|der|di|du|da|le|mac)){1,3}`;
const persons = String.raw`(${person}(?:(?:\s?[,;/]\s?(?:and\s)?|\s?&\s?|\s(?:and|und)\s)${person}){0,15})`;
const readers = new RegExp(
  String.raw`(?:\b(?:[Nn]arrat(?:ed|ion)|[Rr]ead|[Pp]erformed|[Vv]oiced) by:?|\b[Nn]arrators?:|\b[Rr]eaders?:)\s?${persons}`,
  'u',
);
const ownReader =
  /\b(?:read|narrated|performed) by (?:the author|(?:him|her)self)\b|\bauthor reads\b/i;
const joint = /\s?[,;/&]\s?(?:and\s)?|\s(?:and|und)\s/;

/** The readers a text names: "Narrated by Anna Ward and Tom Reed"; null when it names none. */
export function narratorsFromText(text: string, authors: readonly string[]): string[] | null {
  const cut = text.slice(0, longestText);
  if (ownReader.test(cut) && authors.length > 0) return [...authors];
  const found = readers.exec(cut)?.[1];
  if (found === undefined) return null;
  const names = found
    .split(joint)
    .map(withoutTail)
    .filter((name) => name.includes(' '));
  return names.length > 0 ? names : null;
}

/** "Tom Reed Unabridged" goes on with something else than a name. */
function withoutTail(name: string): string {
  const words = name
    .trim()
    .replace(/[.,]+$/, '')
    .split(/\s+/);
  const end = words.findIndex((word) => stop.has(word.replace(/[.:]$/, '')));
  return (end === -1 ? words : words.slice(0, end)).join(' ');
}
