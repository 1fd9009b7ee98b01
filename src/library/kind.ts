import { isCollectionTitle } from './edition.ts';
import { plain } from './words.ts';

/** What a title promises instead of the book itself. */
export type Kind = 'book' | 'collection' | 'companion' | 'adaptation' | 'excerpt' | 'translation';

const companion =
  /(?<![a-z])summar(?:y|ies)(?![a-z])|^an? (?:\w+ )?guide to\b|^inside (?!out\b)|\b(?:study|reading group|reader'?s|discussion|teacher'?s|official|illustrated|unofficial|companion) guide\b|\bsparknotes\b|\bcliffs? ?notes\b|\b(?:and|&) analysis\b|\banalysis of\b|\bkey takeaways\b|\bworkbook\b|\bconversation starters\b|\bcompanion (?:to|book|volume)\b|\b(?:official|tv|movie|film|reader'?s)\b.{0,40}\bcompanion\b|\bunofficial\b|\btrivia\b|\bquiz(?:zes)?\b|\bcheat sheet\b|\bbook review\b|\breview of\b|\bin \d+ minutes\b|\binstaread\b|\bblinkist\b|\bgetabstract\b|\bbookhabits\b|\blesson plans?\b|\bthe making of\b|\bbehind the scenes\b|\bguide to the (?:world|universe|characters)\b|\bcoloring book\b|\bcookbook\b|\bcalendar\b|\bjournal edition\b/;
const adaptation =
  /\bgraphic (?:novel|adaptation|history|edition|biography)\b|\bmanga\b|\bcomics?\b|\b(?:the|a|stage) play\b|\bscreenplay\b|\bscript ?book\b|\bjunior novel|\byoung (?:readers?|adult)'?s? (?:edition|adaptation|version)\b|\b(?:for|adapted for) (?:young|younger|kids|children)\b|\bpicture book\b|\b(?:penguin readers|oxford bookworms|graded readers?|retold|simplified)\b/;
const excerpt =
  /\bexcerpts?\b|\bsneak (?:peek|preview)\b|\bsampler?\b|\b(?:audio|book|free) preview\b|[-–—:(]\s*preview\W*$|\bteaser\b|\bbonus (?:chapter|content|scene|material|epilogue)s?\b|\bdeleted scenes?\b|\bfirst (?:\w+ )?chapters?\b|\bauthor interview\b|\binterview with the author\b|\bpodcast\b/;
const translation =
  /\b(?:spanish|german|french|italian|dutch|portuguese|brazilian|polish|russian|swedish|danish|norwegian|finnish|czech|hungarian|turkish|greek|hebrew|arabic|chinese|mandarin|japanese|korean|hindi|latin) (?:language )?(?:edition|version|translation)\b/;

/** The kind of a work, which the name of its series may tell ("Ember: The Manga"). */
export function kindOfWork(title: string, seriesNames: readonly string[]): Kind {
  const kind = kindOf(title);
  const isAdapted = seriesNames.some((name) => adaptation.test(plain(name)));
  return kind === 'book' && isAdapted ? 'adaptation' : kind;
}

/** True for a summary, a study guide, an excerpt: about the book or out of it, but not the book. */
export function isCompanionTitle(title: string): boolean {
  return ['companion', 'excerpt'].includes(kindOf(title));
}

/** Companions, adaptations and excerpts share title and author with the book but are not it. */
function kindOf(title: string): Kind {
  const words = plain(title);
  if (companion.test(words)) return 'companion';
  if (adaptation.test(words)) return 'adaptation';
  if (excerpt.test(words)) return 'excerpt';
  if (translation.test(words)) return 'translation';
  return isCollectionTitle(title) ? 'collection' : 'book';
}
