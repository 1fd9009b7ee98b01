import { isGivenName } from './given-names.ts';
import { isLabel } from './labels.ts';
import { wordsOf } from './words.ts';

/** Words of publishers, of their lines and of editions, which name no book where they stand in brackets alone. */
const telling = new Set(
  `audio audiobook audiobooks audible books press studios classics classic library editions edition recordings recorded
  recording narration narrated narrator narr reissue rerelease deluxe expanded revised updated annotated illustrated
  corrected fixed complete unabridged file files multi quality hq request rip librivox libro naxos blackstone tantor
  podium brilliance chivers isis macmillan penguin penguins puffin vintage signet wordsworth harperaudio harpercollins
  hachette scholastic masterworks rnib nls hoopla chapterized vanguard newbery medal winner award prize pulitzer booker
  hugo nebula fantasy thriller fiction mystery romance horror litrpg uk us british american hrs hr mins min english
  remaster remastered recut aax aaxc full tape en reup perennial ps exclusive bonus translation volume sci scifi fi signature reads
  up bloomsbury faber picador virago canongate gollancz everyman folio heinemann knopf doubleday norton narrators dual
  multicast`.split(/\s+/),
);
/** The same in brackets only: as a subtitle they may name another text. */
const tellingInBrackets = new Set(
  'multi repack proper reseed xhe atmos dolby whispersync orion alternate virtual ai drm pdf epilogue'.split(
    ' ',
  ),
);
/** Words that stand between those. */
const filler = new Set(
  'the of and a an two multiple cast better no incl w voice with includes including plus new house whole media random simon schuster barnes noble oxford worlds sf modern popular talking single high harper re fm author on p s one content by trans translated with book story bbc chapters second third'.split(
    ' ',
  ),
);
const measure = /^(?:(?:19|20)\d\d|\d+(?:h|m|min|mins|hrs?|th)?|v\d)$/;
const clock = /^\d{1,3}:\d\d(?::\d\d)?$/;
const byInitials = /^(?:[a-z]\. ?|[a-z] ){1,3}[a-z'’-]{3,}$/;
/** "Maude translation", "trans. Julie Rose" */
const translated = /^(?:translated by|trans\.|tr\.) .+$|^(?:[\w&.'’-]+ ){1,5}translations?$/;
/** Pages about the book at its end. */
const postscript = /^p\. ?s\.$/;
/** "Updated for the next generation of leaders" */
const reworked =
  /^(?:newly |fully |completely )?(?:updated|revised|expanded|remastered|re-?recorded|corrected)\b/;
const mostPeople = 8;

/** True for what a bracket says about the recording: its publisher, its reader, its edition. */
export function isEditionRemark(part: string): boolean {
  const pieces = part.split(/\s*[,;/]\s*/);
  const isList = pieces.length > 1 && pieces.every((piece) => isRemark(piece) || isLabel(piece));
  return isList || isRemark(part) || clock.test(part) || part === 'book' || part === 'novel';
}

function isRemark(part: string): boolean {
  return (
    isMadeOf(part, isTellingInBrackets) ||
    namesPeople(part) ||
    byInitials.test(part) ||
    isReworking(part) ||
    postscript.test(part)
  );
}

/** "Maude translation", "Updated for the Next Generation". */
export function isReworking(part: string): boolean {
  return reworked.test(part) || (translated.test(part) && !/\b(?:in|of|lost)\b/.test(part));
}

/** "LibriVox", "Penguin Modern Classics". */
export function namesHouse(part: string): boolean {
  return isMadeOf(part, isTelling);
}

function isMadeOf(part: string, tells: (word: string) => boolean): boolean {
  const words = wordsOf(part);
  const isKnown = words.every((word) => tells(word) || filler.has(word) || measure.test(word));
  return isKnown && words.some(tells);
}

function isTellingInBrackets(word: string): boolean {
  return isTelling(word) || tellingInBrackets.has(word) || /^(?:aac|mp3|m4b)$/.test(word);
}

function isTelling(word: string): boolean {
  return telling.has(word) || /^(?:(?:19|20)\d\d|\d+(?:h|m|min|mins|hrs?)|v[2-9])$/.test(word);
}

/** "Scott Brick, Orlagh Cassidy et al.": names of two to four words, one of which begins with a given name. */
function namesPeople(part: string): boolean {
  const people = part
    .replace(/^(?:narr(?:ator)?|reader)[.:]* /, '')
    .split(/\s*(?:,|;|&|\band\b)\s*/)
    .filter((name) => name !== '');
  const names = people.map(wordsOf);
  const areNames = names.every((words) => {
    return words.length > 1 && words.length < 5 && words.every((word) => !/\d/.test(word));
  });
  return (
    areNames && people.length <= mostPeople && names.some(([first = '']) => isGivenName(first))
  );
}
