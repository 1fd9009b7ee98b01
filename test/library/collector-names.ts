import type { Random } from '../labels/random.ts';

const first =
  'Anna Tom Iris Marc Lena Owen Ruth Saul Nina Hugh Vera Otto Mina Carl Ines Rolf Tess Emil Jana Finn'.split(
    ' ',
  );
const syllables =
  'bar den fel gor hal jun kel lor mar nes pol rin sel tor vin wes yar zol ber cal'.split(' ');
const adjectives =
  'Silent Broken Hidden Burning Frozen Golden Hollow Distant Crimson Bitter Gentle Shattered Endless Forgotten Wandering Drowned Iron Paper Velvet Winter'.split(
    ' ',
  );
const nouns =
  'Crown River Ember Salt Harbor Raven Glass Thorn Lantern Wolf Tide Ash Moon Oath Bridge Mirror Storm Garden Orchard Compass'.split(
    ' ',
  );
const kinds =
  'Road Song War Heir Gate Keeper Night Throne Promise Daughter Blade Secret House Fall Queen Light Winter Letter Hour Map'.split(
    ' ',
  );

/** A name of its own for each number. */
export function nameAuthor(number: number): string {
  const [a, b, c] = [number, Math.floor(number / 20), Math.floor(number / 400)].map(
    (part) => syllables[part % syllables.length] ?? '',
  );
  const surname = `${c}${b}${a}`.replace(/^./, (letter) => letter.toUpperCase());
  return `${first[(number * 7) % first.length]} ${surname}`;
}

/** No two of an author's; different authors have series of one name. */
export function nameSeries(random: Random, used: Set<string>): string {
  return unused(
    used,
    () =>
      `${random.pick(nouns)} ${random.pick(kinds)} ${random.pick(['Saga', 'Chronicles', 'Cycle'])}`,
  );
}

/** The same for titles. */
export function nameTitle(random: Random, used: Set<string>): string {
  return unused(
    used,
    () =>
      `The ${random.pick(adjectives)} ${random.pick(nouns)} of ${random.pick(kinds)} ${random.pick(nouns)}`,
  );
}

function unused(used: Set<string>, make: () => string): string {
  for (;;) {
    const name = make();
    if (used.has(name)) continue;
    used.add(name);
    return name;
  }
}
