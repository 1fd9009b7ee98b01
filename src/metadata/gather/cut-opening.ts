import { numberOf } from '../../library/numerals.ts';

/** `isPlain`: no more than "by" announced it, a word that stories use as well. */
type Credit = { role: 'author' | 'reader' | 'both' | 'other'; text: string; isPlain: boolean };

/** Sentences are parted by " | "; `isAnnounced`: somebody presents the recording. */
export type Opening = { head: string; credits: Credit[]; isAnnounced: boolean };

/** What is said before the book itself begins is shorter than this. */
const longest = 700;
/** An end of a sentence, not the dot of "J. R. R.", "Dr." or "St.". */
const sentenceEnd = /(?<!\b(?:\p{L}|Dr|Mr|Mrs|Ms|St|Jr|Sr|Prof|vs|[\p{L}]\.\p{L}))[.!?]+\s+/iu;
const bookBegins =
  /^(?:chapter|prologue|preface|foreword|introduction|dedication|epigraph|part|to (?:my|the)|for (?:my|the)|copyright|recording copyright|act|scene)\b|^(?:one|1)$/i;
const seller =
  /^(?:hi\b|hello\b|this is audible|audible(?: studios| originals?)?$|audible hopes|welcome to)/i;
const presents = /^(?:.{2,60}?)\s+(?:proudly\s+)?presents?\b[:,]?\s*/i;
const listening = /^(?:you(?:'|’)?re|you are|thank you for) listening to\s+/i;
const edition =
  /^(?:(?:an?|the|this)\s+)?(?:(?:complete and )?un-?abridged|abridged|audible|original|full[- ]length)?\s*(?:original\s+)?(?:audio ?book|audio|recording|production|edition|reading|presentation|performance|version)(?:\s+(?:edition|recording|production|presentation))?\s+of\s+/i;
const halves =
  /\b(twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[- ](one|two|three|four|five|six|seven|eight|nine)\b/gi;
const credit =
  /[\s,;:|]*\b(?:(?<both>(?:written|authored) and (?:narrated|read|performed)(?: for you)? by)|(?<reader>(?:and )?(?:is )?(?:narrated|read|performed|voiced|recorded)(?: for you)? by|(?:narration|recording) by|with narrators?|your (?:narrator|reader)s? (?:is|are)|narrators?:?)|(?<other>(?:translated|edited|directed|produced|adapted|illustrated|abridged|music|foreword|introduction|afterword|copyright)(?: (?:\d{4}|from the \w+))? by)|(?<author>(?:and )?(?:is )?(?:written|authored) by|an? (?:novel|novella|story|memoir|thriller|mystery) by)|(?<plain>by))\s+/giu;

/** Takes the beginning of a transcript apart: what comes before the first credit, and the credits. */
export function cutOpening(words: string): Opening {
  const text = words.replaceAll(/\s+/g, ' ').slice(0, longest).trim();
  const told = text
    .replace(halves, (_, tens: string, ones: string) => String(value(tens) + value(ones)))
    .split(sentenceEnd)
    .map((sentence) => sentence.replace(/[.!?]+$/, '').trim());
  const end = told.findIndex((sentence) => bookBegins.test(sentence));
  const own = end === -1 ? told : told.slice(0, end);
  const isSold = own.some((sentence) => seller.test(sentence));
  const named = own.filter((sentence) => !seller.test(sentence)).map(withoutIntroduction);
  const isAnnounced = isSold || named.some(({ isIntroduced }) => isIntroduced);
  const rest = named.flatMap((one) => (one.text === '' ? [] : [one.text])).join(' | ');
  const found = [...rest.matchAll(credit)];
  return {
    isAnnounced,
    head: rest.slice(0, found[0]?.index ?? rest.length),
    credits: found.map((match, index) => ({
      role: roleOf(match.groups ?? {}),
      isPlain: match.groups?.['plain'] !== undefined,
      text: rest.slice(match.index + match[0].length, found[index + 1]?.index ?? rest.length),
    })),
  };
}

function value(word: string): number {
  return numberOf(word.toLowerCase()) ?? 0;
}

function roleOf(groups: Record<string, string | undefined>): Credit['role'] {
  if (groups['both'] !== undefined) return 'both';
  if (groups['reader'] !== undefined) return 'reader';
  return groups['other'] === undefined ? 'author' : 'other';
}

/** "Podium Audio presents an unabridged recording of The Salt Road" introduces The Salt Road. */
function withoutIntroduction(sentence: string): { text: string; isIntroduced: boolean } {
  const text = [listening, presents, edition].reduce(
    (left, introduction) => left.replace(introduction, ''),
    sentence,
  );
  return { text, isIntroduced: text !== sentence };
}
