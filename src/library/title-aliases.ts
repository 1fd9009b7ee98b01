import type { Known } from './read-title.ts';
import { foldSeries } from './text.ts';
import { isPerson } from './title-people.ts';

/** "Meditations of Marcus Aurelius", "Moby-Dick or the Whale", "Harry Potter and the Chamber of Secrets": shorter names for each. */
export function otherNames(part: string, { people, series }: Known): string[] {
  if (!part.includes(' o') && !part.includes(' and ')) return [];
  const [, work, person] = /^(.+?) of (.+)$/.exec(part) ?? [];
  const [, before] = /^(.{5,}?) or,? (?:the|an?) /.exec(part) ?? [];
  const [, hero, deed] = /^(.+?) and (the .+)$/.exec(part) ?? [];
  return [
    person !== undefined && isPerson(person, people) ? work : undefined,
    before,
    hero !== undefined && leads(series, foldSeries(hero)) ? deed : undefined,
  ].filter((name) => name !== undefined);
}

/** "Percy Jackson" leads "Percy Jackson and the Olympians". */
function leads(series: ReadonlySet<string>, hero: string): boolean {
  return series.has(hero) || [...series].some((name) => name.startsWith(`${hero} and `));
}
