import { foldName, sameName, surnameOf } from './person.ts';
import { foldWords } from './text.ts';
import { plain } from './words.ts';

const credited = /^(?:written|read|narrated|performed|edited|translated|adapted|introduced)$/;
/** A shorter name is too often another word. */
const shortestOwner = 4;
/** What stands between words that belong together: "The Diary of Anne Frank". */
const joinsName = /(?:^|\s)(?:of|by|and|with|to|for|the|&|am|is)$/;

/** "Ward - The Salt Road" */
export function withoutSurname(
  found: string[],
  parts: string[],
  people: readonly string[],
): string[] {
  const [first = '', ...rest] = parts;
  const isSurname =
    first.length >= shortestOwner &&
    people.some((person) => surnameOf(foldName(person)) === foldWords(first));
  if (rest.length === 0 || !isSurname) return parts;
  found.push(first);
  return rest;
}

/** "The Salt Road by Anna Ward", "The Salt Road Anna Ward", "Anna Ward's The Salt Road": the title, when the person is known. */
export function withoutByline(found: string[], part: string, people: readonly string[]): string {
  const at = part.lastIndexOf(' by ');
  if (at < 1) return withoutPerson(found, part, people);
  if (credited.test(part.slice(0, at))) return part;
  const byline = part.slice(at + 4);
  const names = byline.split(/\s*(?:,|&|\band\b)\s*/);
  const persons = [byline, ...names].filter((name) => isPerson(name, people));
  found.push(...persons);
  return persons.length > 0 ? part.slice(0, at) : part;
}

function withoutPerson(found: string[], part: string, people: readonly string[]): string {
  for (const person of people.map(plain)) {
    const names = [person, ...person.split(' ').filter((word) => word.length >= shortestOwner)];
    const owner = names.find(
      (name) => part.startsWith(`${name}'s `) || part.startsWith(`${name}’s `),
    );
    if (owner !== undefined) return part.slice(owner.length + 3);
    const before = part.slice(0, -person.length - 1);
    if (person.includes(' ') && part.startsWith(`${person}-`)) return part.slice(person.length + 1);
    if (person.includes(' ') && part.endsWith(`-${person}`))
      return part.slice(0, -person.length - 1);
    if (!person.includes(' ') || !part.endsWith(` ${person}`) || joinsName.test(before)) continue;
    found.push(person);
    return before;
  }
  return part;
}

/** "Anna Ward" or "by Anna Ward", under any spelling. */
export function isPerson(part: string, people: readonly string[]): boolean {
  const name = part.replace(/^by /, '');
  return people.some((person) => sameName(person, name));
}
