import { foldName, sameFoldedName, surnameOf } from './person.ts';
import { foldWords } from './text.ts';
import { isGivenName } from './given-names.ts';
import { plain } from './words.ts';

/** Somebody a title may name. */
export type Person = { plain: string; folded: string };

const credited = /^(?:written|read|narrated|performed|edited|translated|adapted|introduced)$/;
const creditAtEnd = / (?:written|read|narrated|performed)$/;
const readAtEnd = /^(.+?),? (?:narrated|performed|read) by (.+)$/;
/** A shorter name is too often another word. */
const shortestOwner = 4;
/** What stands between words that belong together: "The Diary of Anne Frank". */
const joinsName = /(?:^|\s)(?:of|by|and|with|to|for|the|&|am|is)$/;

/** What stands behind a name that comes first, unless it goes on with a list or a remark. */
const goesOnWithTitle = /^,? (?!and\b|&|with\b|on\b|in\b|[([])\S/;

/** No book names more. */
const mostPeople = 60;

/** The persons by whose names parts of a title are known. */
export function peopleNamed(names: readonly string[]): Person[] {
  const all = [...new Set(names)].slice(0, mostPeople);
  return all.map((name) => ({ plain: plain(name), folded: foldName(name) }));
}

/** True for the family name of one of them. */
export function isSurname(part: string, people: readonly Person[]): boolean {
  const word = foldWords(part);
  return people.some(({ folded }) => surnameOf(folded) === word);
}

/** "Ward - The Salt Road" */
export function withoutSurname(
  found: string[],
  parts: string[],
  people: readonly Person[],
): string[] {
  const [first = '', ...rest] = parts;
  if (rest.length === 0 || first.length < shortestOwner || !isSurname(first, people)) return parts;
  found.push(first);
  return rest;
}

/** "The Salt Road / Соляной путь": the title without the one it had first. */
export function withoutOtherScript(title: string): string {
  if (!title.includes(' / ')) return title;
  const pieces = title.split(' / ');
  const own = pieces.filter((piece) => !pieces.some((other) => isOtherScript(piece, other)));
  return own.join(' / ');
}

/** "The Salt Road / Anna Ward" is one title, "The Salt Road / The Fires" are two. */
export function withoutSlash(title: string, people: readonly Person[]): string {
  if (!title.includes(' / ')) return title;
  const pieces = withoutOtherScript(title).split(' / ');
  const own = pieces.filter(
    (piece) => !isPerson(plain(piece), people) && !isReader(piece) && !isPlace(piece),
  );
  const isOne = new Set(own.map(foldWords)).size === 1;
  return isOne ? (own[0] ?? title) : pieces.join(' / ');
}

/** "Ember 3" */
function isPlace(piece: string): boolean {
  return /\S (?:#|book )?\d{1,2}$/i.test(piece);
}

/** "Tom Reed", who is not known */
function isReader(piece: string): boolean {
  const words = plain(piece).split(' ');
  return words.length === 2 && isGivenName(words[0] ?? '') && /^\p{Lu}\S* \p{Lu}\S*$/u.test(piece);
}

/** The title once more in the letters it was written in first. */
function isOtherScript(one: string, other: string): boolean {
  const bare = one.replace(/\([^()]*\)/g, '');
  return !/\p{Script=Latin}/u.test(bare) && /\p{L}/u.test(one) && /\p{Script=Latin}/u.test(other);
}

/** "The Salt Road by Anna Ward", "The Salt Road Anna Ward", "Anna Ward's The Salt Road": the title, when the person is known. */
export function withoutByline(found: string[], part: string, people: readonly Person[]): string {
  const read = readAtEnd.exec(part);
  if (read) found.push(read[2] ?? '');
  if (read) return withoutByline(found, read[1] ?? '', people);
  const at = part.lastIndexOf(' by ');
  if (at < 1) return withoutPerson(found, part, people);
  if (credited.test(part.slice(0, at))) return part;
  const byline = part.slice(at + 4);
  const names = byline.split(/\s*(?:,|&|\band\b)\s*/);
  const persons = [byline, ...names].filter(
    (name) => isPerson(name, people) || (name.length >= shortestOwner && isSurname(name, people)),
  );
  found.push(...persons);
  return persons.length > 0 ? part.slice(0, at).replace(creditAtEnd, '') : part;
}

function withoutPerson(found: string[], part: string, people: readonly Person[]): string {
  for (const { plain: name } of people) {
    const rest = withoutOwner(part, name) ?? (name.includes(' ') ? withoutName(part, name) : null);
    if (rest === null) continue;
    found.push(name);
    return rest;
  }
  return part;
}

/** "Anna Ward's The Salt Road", "Homer's Odyssey" */
function withoutOwner(part: string, name: string): string | null {
  const at = part.search(/['’]s /);
  const owner = part.slice(0, Math.max(at, 0));
  const isOwner = owner.length >= shortestOwner && [name, ...name.split(' ')].includes(owner);
  return isOwner ? part.slice(at + 3) : null;
}

/** "The Salt Road Anna Ward", "Anna Ward-The Salt Road", "Anna Ward, The Salt Road" */
function withoutName(part: string, name: string): string | null {
  if (part.startsWith(`${name}-`)) return part.slice(name.length + 1);
  const behind = part.startsWith(name) ? part.slice(name.length) : '';
  if (goesOnWithTitle.test(behind)) return behind.replace(/^, ?| /, '');
  const before = part.slice(0, -name.length - 1);
  const isBehind = part.endsWith(` ${name}`) && !joinsName.test(before);
  return isBehind || part.endsWith(`-${name}`) ? before : null;
}

/** "Anna Ward" or "by Anna Ward", under any spelling. */
export function isPerson(part: string, people: readonly Person[]): boolean {
  if (people.length === 0) return false;
  const name = foldName(part.replace(/^by /, ''));
  return people.some(({ folded }) => sameFoldedName(folded, name));
}
