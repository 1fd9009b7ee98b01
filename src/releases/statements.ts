import { isAbridgedText, isPlayText } from '../library/edition.ts';
import { plain } from '../library/words.ts';

/** Longer sentences tell the story. */
const mostWords = 9;
const between = /(?<=[^.\s]{2}[.!?])\s+|\s[|•]\s/;

const notAbridged =
  /\bun-?abridged|abridged\?|\b(?:not|non|never|nothing|most|many|some|no longer|previously|formerly|earlier|other)\b/;
const abridged =
  /\babridged(?=$|[^\w ]| [/|-]| (?:edition|version|recording|audio\w*|reading|by|for|from|on|and|in)\b)|\babridge?ment(?=$|,| of\b)|^excerpts from |^condensed from |\bcondensed (?:edition|version)\b|^edited for audio$|^version (?:abregee|abreviada)$|^cut by |^versione ridotta$|^verkorte (?:versie|uitgave)$|\blesefassung\b|\b(?:\d{1,2}|five|ten|fifteen) (?:x \d{1,3} ?min\w* )?episodes$/;
/** What a text became later is told in another tense than what it is. */
const past =
  /\b(?:was|were|been|has|had|will|became|began|now|soon|before|after|later|not|bisher|nur)\b/;
const notWhole = /^(?:this is )?not the (?:full|complete|whole) (?:book|text|novel)\b/;
const play =
  /^(?:an? |the |ein |une? |een )?(?:[\w-]+ ){0,3}(?:dramati[sz]ation|audio drama|radio (?:play|drama)|horspiel\w*|hoorspel|audio play|dramatic (?:audio )?adaptation|cast recording)\b|\bl\.? ?a\.? theat(?:re|er) works\b|^(?:first )?broadcast on bbc radio|^the bbc (?:radio )?production\b|^recorded live on stage\b|^adapted and directed by |\badaptation radiophonique\b|^an? \S+[- ]part (?:drama|serial|adaptation)\b|^dramatic reading with music\b/;
const cast = /^(?:starring|featuring) \w+ \w+(?:,| and) |^cast: .+, |^full[- ]cast\b/;
const piece =
  /^(?:part|volume|disc|cd|teil|partie|parte|deel) (?:\d{1,2}|one|two|i{1,3})(?: ?(?:-|to) ?\d{1,2})? (?:of|von|de|di|sur|van) \w+$|^(?:part|volume|disc|cd|book) (?:one|two|\d{1,2})(?: ?(?:-|to) ?\d{1,2})? only$|^(?:(?:contains|includes|only|has) )?(?:the )?(?:first \d+ chapters|chapters? \d+ ?(?:-|to) ?\d+)(?: only)?$|^only the (?:first|second) half\b|^the (?:rest|other half|second half) (?:will follow|follows)\b|^(?:second|next|other) (?:part|half) coming soon\b|^missing the (?:last|first) (?:\w+ )?chapters?\b|^incomplete(?: (?:upload|recording|rip|set))?$|^this is only (?:a )?part of |^(?:(?:erster|zweiter) teil|(?:premiere|deuxieme|seconde) partie|(?:primera|segunda) parte)(?=$|,)|^(?:nur )?(?:chapitres?|kapitel|capitulos?|capitoli) \d+ ?(?:-|a|al|bis) ?\d+(?: (?:seulement|solo))?$|^(?:an )?(?:excerpt|extract)(?: from .*)?$|^sample only$|^(?:free )?preview$|^(?:the )?prologue and (?:the )?(?:first )?chapters?(?: one| \d)?$|^the first (?:\w+ )?chapters?$|^first chapter(?: only)?$|^ends in the middle\b|^part \d \(of \d$|^(?:contains|includes) .+ only$|^files? \d+ (?:-|to|through|thru) \d+$|\bthe (?:other|remaining|rest|second|next)\b.{0,20}\b(?:torrent|upload)$|^(?:an? )?(?:(?:free|audio|short|exclusive|audible|\d+[- ]min(?:ute)?s?) ){1,3}(?:extract|excerpt|sample)(?: (?:from|of) .*)?$/;
/** "Tracks 1-200 of 430" */
const countOf =
  /\b(?:tracks?|files?|chapters?|discs?|cds?|parts?) \d+ ?(?:-|to|through|thru) ?(\d+) of (\d+)\b/;
const several =
  /^(?:contains|includes|collects) (?:all )?(?:the )?(?:first )?(?:two|three|four|five|[2-9]) (?:\w+ )?(?:novels|books)\b|^the (?:complete|whole) (?:trilogy|series|saga) in |^(?:this set contains )?books \d(?:,| to |-| - )|^omnibus(?: edition)?$|^(?:two|three|four|[2-9]) (?:complete )?novels(?: in one)?$|^box(?:ed)? set\b|^(?:a )?bundle of |^(?:two|three|four|five|\d{1,2}) (?:complete )?(?:books|novels|titles):|^all (?:the )?books (?:of|in) the series\b|(?<!\bof )\ball (?:two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) (?:\w+ )?(?:books|novels|volumes)(?: (?:in|of) .+)?$|^\d{1,2}[- ]book (?:set|bundle|collection|box(?:ed)? ?set)$|^(?:two|three|four|five) (?:books|novels)$|^(?!ages?\b|grades?\b|years?\b|world war|levels?\b|chapters?\b)(?:[a-z']+ ){1,3}1 ?- ?\d{1,2}$/;
const about =
  /^(?:an? |the )?(?:unofficial )?(?:study|reading|critical|reader'?s|teaching) guide(?: to .*)?$|^(?:an? )?(?:lecture series|literature lectures?|chapter-by-chapter summary|(?:chapter )?summar(?:y|ies) and analysis|summary of .+)$|^(?:the )?key takeaways from |^an? analysis of |^(?:an? )?(?:lecture|conversation|podcast|discussion|talk) (?:about|on) |^podcast episode\b|^an? (?:review|recap) of |^(?:the main|learn the key) ideas\b|^(?:a )?parody(?: of .*)?$|^fan ?fiction$|^a workbook\b/;
const adapted =
  /^(?:a )?graded reader$|\bheadwords\b|^learn(?:ing)? english$|^for learners of |^young readers'? edition$|^graphic novel adaptation$|^level \d reader$|^an adaptation for |^easy english\b|^for ages .+ retold by |^a retelling for (?:children|kids)\b/;
const print =
  /^(?:pdf scan|(?:e-?book|text) only|this is (?:the|an) e-?book|converted to epub|epub and mobi|epub|(?:format|file ?type)s?: ?(?:epub|pdf|mobi|azw3)(?:\W+(?:epub|pdf|mobi|azw3))*)$/;

/** The short sentences of a line: what somebody says of the recording, where long ones tell the story. */
export function statementsOf(line: string): string[] {
  return plain(line)
    .split(between)
    .map((sentence) => sentence.replace(/^[\s(*-]+|[\s.!)*]+$/g, ''))
    .filter((sentence) => sentence !== '' && sentence.split(' ').length <= mostWords);
}

/** True when a line states that the recording is abridged. */
export function statesAbridged(line: string): boolean {
  return statementsOf(line).some(
    (one) =>
      notWhole.test(one) ||
      ((abridged.test(one) || isRemarkOnLength(one)) && !notAbridged.test(one)),
  );
}

/** True for what became of a text before or after: "later adapted into a radio drama". */
export function isHistory(statement: string): boolean {
  return past.test(statement);
}

/** True when a line states that it is a play. */
export function statesPlay(line: string): boolean {
  return statementsOf(line).some((one) => {
    return play.test(one) || (isPlayText(one) && !isHistory(one));
  });
}

/** True when a line states that many read it: a play, or a book read by many. */
export function statesCast(line: string): boolean {
  return statementsOf(line).some((one) => cast.test(one));
}

/** True when a line states that it holds several books. */
export function statesSeveral(line: string): boolean {
  return statementsOf(line).some((one) => several.test(one));
}

/** True when a line states that it is a piece of the book, about it, made of it for others, or no recording. */
export function statesOtherText(line: string): boolean {
  if (isPartOfCount(plain(line))) return true;
  return statementsOf(line).some((one) =>
    [piece, about, adapted, print].some((way) => way.test(one)),
  );
}

function isPartOfCount(one: string): boolean {
  const [, last, all] = countOf.exec(one) ?? [];
  return Number(last) < Number(all);
}

/** "leicht gekürzt", "version abrégée" */
function isRemarkOnLength(one: string): boolean {
  return one.split(' ').length <= 3 && isAbridgedText(one) === true;
}
