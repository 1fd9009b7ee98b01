import { personsIn } from '../library/person-list.ts';
import { foldName } from '../library/person.ts';
import { visible } from '../library/words.ts';

/** Who else is named on a book: an author who reads, a publisher in the narrator's place. */
export type Around = { authors: readonly string[]; publishers: readonly string[] };

const joint = /\s*(?:[;/|&]|\s(?:and|und|with)\s)\s*/i;
const lead = /^(?:(?:narrat|read|perform|voic)\w* by:?|narrators?:|readers?:|by)\s+/i;
const reading = /\s*(?:[([,]|\s[-–])\s*(?:narrat\w*|read(?:er|ing)\w*|perform\w*|voice\w*)\W*$/i;
const otherRole =
  /(?:[([,]|\s[-–])\s*(?:translat|author|writ|foreword|introduc|intro\b|afterword|preface|illustrat|edit|adapt|direct|produc|cover)\w*|^(?:translat|foreword|introduc|direct|produc|written|adapt)\w*(?: and \w+)? by\b/i;
const part = /\s+as\s+\p{Lu}.*$/u;
const theAuthor = /^(?:the )?authors?$|^(?:by )?(?:him|her|them)sel(?:f|ves)$/;
const nobody =
  /^(?:an? )?(?:(?:full|ensemble|multi|star|all star|entire)? ?cast(?: (?:of \w+|recording))?|various(?: (?:artists|narrators|readers))?|multiple(?: (?:narrators|readers))?|unknown(?: narrator)?|uncredited|others?|more|na|n a|none|narrator|ensemble|\d+ (?:more|others))$/;
const cast = /^(?:an? )?(?:full|ensemble|multi|star|all star|entire) ?cast\b/;
/** Studios and publishers stand where readers belong. */
const company =
  /\b(?:audio(?:books?)?|publish(?:ing|ers?)|press|records|recorded books|studios?|media|entertainment|productions?|llc|inc|ltd|gmbh|verlag|hörverlag|brilliance|tantor|podium|blackstone|audible|graphic ?audio|theat(?:er|re)|librivox|harpercollins|hachette|macmillan|penguin|random house|simon schuster)\b/;

/** The persons a narrator field names, each once as written: no cast, no studio, no translator. */
export function readersIn(names: readonly string[], around: Around): string[] {
  const publishers = new Set(around.publishers.map(foldName));
  const persons = names.flatMap(split).flatMap((name) => {
    const folded = foldName(name);
    if (theAuthor.test(folded)) return around.authors;
    const isPerson = folded !== '' && !nobody.test(folded) && !company.test(folded);
    return isPerson && !publishers.has(folded) ? [name] : [];
  });
  return [...new Set(persons)];
}

/** True when a field says that many read, whoever they are. */
export function namesCast(names: readonly string[]): boolean {
  return names.flatMap(split).some((name) => cast.test(foldName(name)));
}

function split(field: string): string[] {
  const text = visible(field);
  // "n/a" is no list.
  if (nobody.test(foldName(text))) return [text];
  return text
    .split(joint)
    .flatMap((group) => (otherRole.test(group) ? withoutOthers(group) : [group]))
    .map((group) => group.replace(lead, '').replace(reading, '').replace(part, '').trim())
    .flatMap((group) => personsIn(group) ?? betweenCommas(group))
    .filter((name) => name !== '');
}

/** "Tom Reed, Ann Lee - translator" holds a reader beside the translator. */
function withoutOthers(group: string): string[] {
  const pieces = group.split(/\s*,\s*/);
  return pieces.length > 1 ? pieces.filter((piece) => !otherRole.test(`, ${piece}`)) : [];
}

function betweenCommas(group: string): string[] {
  const pieces = group.split(/\s*,\s*/);
  const areWhole = pieces.every((piece) => piece.includes(' ') || nobody.test(foldName(piece)));
  return areWhole ? pieces.map((piece) => piece.replace(/^and\s+/i, '')) : [group];
}
