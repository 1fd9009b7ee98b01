import { isCollectionTitle } from './edition.ts';
import { plain } from './words.ts';

/** What a title promises instead of the book itself. */
export type Kind = 'book' | 'collection' | 'companion' | 'adaptation' | 'excerpt' | 'translation';

const companion =
  /(?<![a-z])summar(?:y|ies)(?![a-z])|^an? (?:\w+ )?guide to\b|^inside (?!out\b)|\b(?:study|reading group|reader'?s|discussion|teacher'?s|official|illustrated|unofficial|companion) guide\b|\bsparknotes\b|\bcliffs? ?notes\b|\b(?:and|&) analysis\b|\banalysis of\b|\bkey takeaways\b|\bworkbook\b|\bconversation starters\b|\bcompanion (?:to|book|volume)\b|\b(?:official|tv|movie|film|reader'?s)\b.{0,40}\bcompanion\b|\bunofficial\b|\btrivia\b|\bquiz(?:zes)?\b|\bcheat sheet\b|\bbook review\b|\breview of\b|\bin \d+ minutes\b|\binstaread\b|\bsuper ?summary\b|\blit ?charts\b|\bshmoop\b|\bbook club kit\b|\bdiscussion questions\b|\bkey insights\b|\bquicklet\b|\bblinkist\b|\bgetabstract\b|\bbookhabits\b|\blesson plans?\b|\bthe making of\b|\bbehind the scenes\b|\bguide to the (?:world|universe|characters)\b|\bcoloring book\b|\bcookbook\b|\bcalendar\b|\bjournal edition\b|\bguided journal\b|\b(?:discussion|journal) prompts\b|\bconversation with\b|\bin conversation\b|\bq ?(?:&|and) ?a\b|\bbehind the (?:book|novel|story)\b|\bcritical history\b|\bbook club guide\b|\b(?:reading|book) guide\b|\blessons from (?:the )?book\b|^(?:review|digest|recap|insights?)[: ]|\b(?:12|15) ?min(?:ute)?s?:|[([](?:headway|shortform|bookey|12 ?min)[)\]]|\bjoosr\b|\bzip ?reads\b|\bfast ?reads\b|\breadtrepreneur\b|\bdaily books\b|\blectures?\b|\bgreat courses\b|\bmodern scholar\b|\b(?:crash|literature|university) course\b|\bmaster ?class\b|\bcritical (?:study|companion|introduction|essays|reading)\b|[:([–-]\s*(?:an?|the) (?:[\w'’-]+ ){0,3}(?:commentary|course|seminar)\b|\b(?:york|max) ?notes\b|\bliterature guides?\b|\bbookcaps\b|\bquick ?read:|\bunauthori[sz]ed\b|\bsermon series\b|\bsermons on\b/;
const adaptation =
  /\binteractive (?:story|novel|fiction|adventure)\b|\b(?:you )?choose (?:the|your)(?: own)? (?:path|adventure)\b|\bgraphic (?:novels?|adaptation|history|edition|biography)\b|\bmanga\b|\bcomics?\b|\bread-?along\b|\b(?:the|a|stage) play\b|-act play\b|\bplay in \w+ acts?\b|\besl edition\b|[([:–-]\s*level \d\W*$|\b(?:macmillan|black cat|cambridge english|express|dominoes|burlington|eli) readers?\b|\bcozy classics\b|\bsleep stor(?:y|ies)\b|\bbedtime story\b|\bmodern (?:english|version)\b|\bwild and wanton\b|\berotic\b|\bfan ?fic(?:tion)?\b|\bscreenplay\b|\bscript ?book\b|\bjunior novel|\byoung(?:er)? (?:readers?|listeners?)\b|\byoung adults?'? (?:edition|adaptation|version)\b|\b(?:for|adapted for) (?:young|younger|kids|children|teens)\b|\b(?:picture|pop-?up|board) book\b|\b(?:kids'?|children'?s|classroom|junior|school|student|teen|ya|middle[- ]grade) (?:edition|version|adaptation)\b|\b(?:penguin readers|pearson english readers|oxford bookworms|graded readers?|easy readers?|retold|simplified|great illustrated classics|illustrated classics|classic starts|stepping stones?|usborne|ladybird classics)\b|(?<!\b(?:inspiration (?:for|behind)|inspired|basis (?:for|of)) )\bthe (?:musical|opera|ballet)\b|[:([–-]\s*(?:(?:il|le|el|das|un) )?musical\b(?!.{0,12}\b(?:tie|edition|movie))|\b(?:junior|young|children'?s) classics\b|[:([–-]\s*(?:an?|the)? ?(?:(?:modern|contemporary|new|feminist|queer|dark|gothic|comic|short|loose|latter-day|unofficial|unauthori[sz]ed) )*(?:retelling|re-?imagining|parody|spoof|variation|pastiche)\b|\b(?:stage|level) \d\b.{0,20}\breaders?\b/;
const excerpt =
  /\b(?:probekapitel|leseprobe|horprobe|extrait|voorproefje|smakprov)\b|\bexcerpts?\b|[([:–-]\s*(?:exclusive |short |free |audio )?extracts?\W*$|\bfirst look\b|\bprologue\W*$|[:([–-]\s*chapter (?:one|1)(?: (?:free|sample|preview|only|excerpt|listen)\b.*)?\W*$|\bsneak (?:peek|preview)\b|\bsampler?\b|\b(?:audio|book|free) preview\b|[-–—:(]\s*preview\W*$|\bteaser\b|(?<!\b(?:exclusive|with|plus|and|includes|including|an?) )\bbonus (?:chapter|content|scene|material|epilogue)s?\b|\bdeleted scenes?\b|\bfirst (?:\w+ )?chapters?\b|\bauthor interview\b|\binterview with the author\b|\bpodcast\b/;
const translation =
  /\b(?:spanish|german|french|italian|dutch|portuguese|brazilian|polish|russian|swedish|danish|norwegian|finnish|czech|hungarian|turkish|greek|hebrew|arabic|chinese|mandarin|japanese|korean|hindi|latin) (?:language )?(?:edition|version|translation)\b/;

const print =
  /[([:–-]\s*(?:[\w'+-]+ ){0,4}(?:epub|pdf|azw3|mobi|e-?(?:book|boek|bok|bog)|libro electronico|livro digital|livre numerique)(?: ?\+ ?\w+)?(?: scan)?\W*$/;
/** "+ PDF" and "M4B, EPUB" come with the recording. */
const withSound =
  /\b(?:audio\w*|m4b|mp3|unabridged|narrat\w+|read by|with|incl\w*|plus|bonus)\b|w\/|[+&] ?(?:an? )?(?:pdf|e-?book|epub)/;

/** Houses that publish books about books, beside the author's name. */
const summaryHouse =
  /\b(?:instaread|blinkist|getabstract|summary reader|book ?rags|worth books|quick ?reads?|bookhabits|book ?caps|lit ?charts|shmoop)\b|\S (?:notes|guides|digests?|summaries)$/;

const bundle =
  /\bomnibus\b|\bcomplete (?:series|trilogy|saga)\b| \d{1,2} ?[-–] ?\d{1,2}$|\bbox(?:ed)?[- ]?set\b|\bbooks? \d{1,2} ?[-–&] ?\d/;
const adapter = /\badapt(?:e[rd]|or)\b|\bretold\b|\bretell(?:er|ing)\b|\babridge[rd]\b/i;

/** The kind of a work, which its series ("Ember: The Manga") or its people ("Tom Reed - adapter") may tell. */
export function kindOfWork(
  title: string,
  seriesNames: readonly string[],
  authors: readonly string[],
): Kind {
  const kind = kindOf(title);
  const houses = [...seriesNames, ...authors].map(plain);
  const isAbout = (name: string) => summaryHouse.test(name) || isAboutBooks(name);
  if (kind === 'book' && houses.some(isAbout)) return 'companion';
  if (kind === 'book' && seriesNames.some((name) => bundle.test(plain(name)))) return 'collection';
  const isAdapted =
    seriesNames.some((name) => adaptation.test(plain(name))) ||
    authors.some((name) => adapter.test(name) || adaptation.test(plain(name)));
  return kind === 'book' && isAdapted ? 'adaptation' : kind;
}

/** Lectures are often a book of their own by a known teacher. */
function isAboutBooks(name: string): boolean {
  return companion.test(name) && !/\b(?:great courses|modern scholar|lectures?)\b/.test(name);
}

/** Lectures go by their house: "The Great Courses: …", "TTC - …". */
const courses =
  /^(?:(?:the )?(?:great courses|teaching company|modern scholar)|ttc(?: video)?)(?:\s*[-–:|]\s*|\s+(?=the\s))(?=\S)/i;

const lectureCount = /\s*[([]\d{1,3} (?:\w+ )?lectures[)\]]$/i;

/** The title of a lecture without the house before it. */
export function withoutCourses(title: string): string {
  return title.replace(courses, '').replace(lectureCount, '');
}

/** True for a summary, a study guide, an excerpt: about the book or out of it, but not the book. */
export function isCompanionTitle(title: string): boolean {
  return ['companion', 'excerpt'].includes(kindOf(title));
}

/** True for a house of summaries and study guides. */
export function isSummaryHouse(name: string): boolean {
  return summaryHouse.test(plain(name));
}

/** True for a title that names a text to read and no recording: "(PDF)", "- retail epub". */
export function isPrintTitle(title: string): boolean {
  const words = plain(title);
  return print.test(words) && !withSound.test(words);
}

/** Companions, adaptations and excerpts share title and author with the book but are not it. */
function kindOf(title: string): Kind {
  const words = withoutCourses(plain(title));
  if (companion.test(words)) return 'companion';
  if (adaptation.test(words)) return 'adaptation';
  if (excerpt.test(words)) return 'excerpt';
  if (translation.test(words)) return 'translation';
  return isCollectionTitle(title) ? 'collection' : 'book';
}
