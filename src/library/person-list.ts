/** Words that stand in titles and in names of series, but not in names of persons. */
const titleWords = new Set(
  `the of and a an in on at to for from with my your his her our is are was no not book books volume vol part
  series saga trilogy cycle chronicle chronicles novel novels tales tale story stories collection war wars world
  complete edition audiobook unabridged omnibus`.split(/\s+/),
);
const particle =
  /^(?:de|del|della|der|den|di|da|du|dos|la|le|van|von|zu|bin|ibn|al|el|mac|ten|ter|y|e)$/;
const nameWord = /^\p{Lu}[\p{L}\p{M}'’.-]*$/u;
const joint = /\s*(?:&|;|\/|\s(?:and|und|with)\s)\s*/i;
/** "TheFirstDefier" is no family name, "McKinley" is one. */
const penName = /^(?!Ma?c\p{Lu}|De\p{Lu}|L[ae]\p{Lu})\S*\p{Ll}\p{Lu}/u;
const mostWords = 5;
/** No list of persons is longer; blanks without end would cost seconds. */
const longestText = 2000;

/** The persons a text lists, first names first; null when it reads like something else. */
export function personsIn(text: string): string[] | null {
  const groups = text.slice(0, longestText).trim().split(joint).map(personsBetweenCommas);
  const persons = groups.flatMap((group) => group ?? []);
  return groups.includes(null) || persons.length === 0 ? null : persons;
}

/** "Anna Ward", "J. R. R. Holt", "Ursula K. Le Guin"; a lone word is not enough to tell. */
export function isPersonName(text: string): boolean {
  const words = text
    .replace(/\([^()]*\)/g, ' ')
    .trim()
    .split(/\s+/);
  if (words.length < 2 || words.length > mostWords || /['’]s\b|\d/.test(text)) return false;
  const isNamed = words.every((word, index) => {
    return nameWord.test(word) || (index > 0 && particle.test(word));
  });
  return isNamed && !words.some((word) => titleWords.has(word.toLowerCase()));
}

/** "Ward, Anna" is one person, "Anna Ward, Tom Reed" are two. */
function personsBetweenCommas(group: string): string[] | null {
  const pieces = group.split(/\s*,\s*/).filter((piece) => piece !== '');
  const [first = '', second = ''] = pieces;
  const isList = pieces.length > 0 && pieces.every(isPersonName) && !/\s\p{Lu}\.?$/u.test(second);
  if (isList) return pieces;
  if (pieces.length === 2 && penName.test(first) && isPersonName(second)) return pieces;
  const swapped = `${second} ${first}`;
  return pieces.length === 2 && isPersonName(swapped) ? [swapped] : null;
}
