import { plain } from '../library/words.ts';
import {
  statesAbridged,
  statesCast,
  statesOtherText,
  statesPlay,
  statesSeveral,
} from './statements.ts';

/** Prose tells of much that the recording is not; only a line that begins with what it is counts. */
const opening = String.raw`^(?:(?:please )?note:? |note that )?(?:(?:this|the following) (?:is|audiobook is|recording is|edition is|version is|release is) )?(?:an? |the )?`;
const about = new RegExp(
  [
    String.raw`^(?:(?:please )?note:? )?this is (?:an? |the )?(?:[\w-]+ ){0,3}(?:summary|study guide|companion|analysis|workbook|parody|sample|excerpt|preview)\b`,
    String.raw`^(?:an? )?(?:unofficial|unauthori[sz]ed|independent|\d+[- ]minute) (?:\w+ )?(?:summary|study guide|companion|analysis|workbook|review)\b`,
    String.raw`^(?:an? )?(?:summary (?:and analysis )?of|study guide (?:to|for)|excerpt from|workbook for|simplified (?:retelling|version)) `,
    String.raw`\bnot the original (?:book|novel|work)\b|\bnot affiliated with the (?:original )?author\b|^free sample\b|\bdiscuss(?:es)? the (?:book|novel)\b`,
    String.raw`^part \d{1,2} of \d{1,2}\b|^this is part (?:\d{1,2}|one|two|three) of (?:\d{1,2}|two|three|four)\b|^(?:discs?|cds?) \d{1,2} ?[-–] ?\d{1,2} only\b`,
    // Half of a book, told by whoever uploads it; "the first half of the century" is the plot.
    String.raw`(?:^|^[\w ]{2,25}: )(?:this is )?(?:the )?(?:first|second|1st|2nd|other) half(?: only| of (?:the|this) (?:book|novel|recording))?\s*(?:$|[.,;:(])`,
    // Half a sentence about what the files hold, wherever it stands.
    String.raw`\b(?:chapters?|discs?|cds?|tapes?|cassettes?|sides?|tracks?|files?) (?:[\w,]+ ){0,4}(?:is|are|was|were)(?: still| all| too)? (?:missing|lost|damaged|scratched|unreadable|left out|skipped)\b`,
    String.raw`\bonly (?:the )?(?:first |second |last )?(?:sides?|discs?|cds?|tapes?|cassettes?) .{0,30}\b(?:survived|are here|were left|is here)\b|\bevery (?:second|other) chapter (?:is )?missing\b`,
    String.raw`\b(?:will|i'll) (?:post|upload) the (?:second|other|rest)\b|\b(?:second|other) half (?:follows|will follow|comes|to come|tomorrow|next week)\b`,
    String.raw`^(?:primera|segunda) mitad\b|^(?:prima|seconda) meta(?= ?[:.,;(\d]|$)|^(?:premiere|seconde|deuxieme) moitie\b|^(?:erste|zweite) halfte(?= ?[:.,;(\d]|$)|^(?:eerste|tweede) helft(?= ?[:.,;(\d]|$)`,
    String.raw`^(?:(?:retail|converted|clean) )?(?:epub|azw3|kindle (?:edition|file))\b|\bsearchable pdf\b|\bno audio\b|^ocr['’]?e?d\b`,
    String.raw`\bchapters? \d+ to the end (?:is|are)(?: still)? missing\b|^(?:the )?(?:first|second) of (?:the )?two (?:volumes|parts|halves|discs)\b`,
    String.raw`\b(?:primera|segunda) (?:mitad|parte)\b.{0,60}\b(?:subo|subire|torrent)|\b(?:prima|seconda) meta\b.{0,60}\b(?:carico|segue|torrent)|\b(?:premiere|seconde|deuxieme) moitie\b.{0,60}\b(?:suit|suivra|torrent)|\b(?:erste|zweite) halfte\b.{0,60}\b(?:folgt|hochgeladen|torrent)|\b(?:eerste|tweede) helft\b.{0,60}\b(?:volgt|torrent)|\b(?:pierwsza|druga) polowa\b.{0,60}\btorren`,
    String.raw`^this (?:upload|file|torrent|release|one) (?:is|has|contains|covers) (?:only )?(?:the )?(?:first|second|last) (?:half|part|third)\b|\b(?:up to|until) chapter \d+\b.{0,20}\bonly\b`,
    String.raw`^(?:the |this is the )?(?:classroom|school|student|young readers['’]?|children['’]s|kids['’]?|junior|teen) edition(?=$|[.,:;(-])`,
    // "Adapted by Netflix" tells of a film.
    String.raw`^(?:adapted|retold|simplified) by (?!.{0,60}\b(?:film|movie|tv|television|netflix|hbo|amazon|apple|screen|hollywood|into)\b)`,
    String.raw`\b(?:retelling|retold|adaptation|adapted|simplified)\b.{0,60}\bfor (?:young(?:er)? (?!adult)|children\b|kids\b|(?:english )?learners\b|beginners\b)`,
    String.raw`^this is (?:only )?(?:the )?(?:first|second|last|1st|2nd) (?:half|part|third) of (?:the|this) (?:audio)?(?:book|novel|recording)\b`,
    String.raw`^(?:retold|adapted|simplified) for (?:young|children|kids|learners)\w*\b`,
  ].join('|'),
);
const several =
  /^(?:this )?(?:box(?:ed)? ?set|set|collection|bundle|omnibus|edition|volume)? ?(?:contains|includes|collects):? (?:the complete (?:trilogy|series|saga)\b|books? (?:\d|one),?(?: ?[-–&]| and| to))|\bcontains (?:both|what was) \S+.*\band\b|\b(?:novels|books) in one (?:file|torrent|upload|download|m4b)\b|(?:and|&) [^,]{1,80}, (?:all|both) (?:unabridged|complete)\W*$/;
const played = new RegExp(
  String.raw`${opening}(?:(?:bbc radio(?: \d| three| four)?|bbc|radio \d|radio|star-studded|multi-?cast|full[- ]cast|graphic ?audio|award-winning|classic|original|audible|new|thrilling|brand new|world service|immersive|cinematic),? ?)*(?:dramati[sz](?:ation|ed)|audio drama|radio play|radio drama|stage play|original drama|horspiel|hoorspel)\b|^adapted (?:for (?:radio|audio|the stage)\b|by .+\b(?:produced|directed|dramati[sz]ed|music|sound effects)\b)|\btheat(?:re|er) of the ear\b|[,;:-] (?:an? )?(?:audible original|radio|audio) drama\W*$|^performed before a live audience\b|\bfull[- ]cast (?:dramati[sz]ation|audio drama|radio|drama|adaptation)\b|^(?:radiodramma|sluchowisko|radioteatr|lydspill|kuunnelma)\b|\bbbc radio(?: \d| three| four)? (?:full[- ]cast )?(?:drama|play|dramati[sz])|\bbbc full[- ]cast\b|\badaptation (?:radiophonique|sonore|theatrale)\b|\badaptacion (?:radiofonica|sonora|teatral)\b|\b(?:adattamento|riduzione) (?:radiofonic[oa]|teatrale)\b|\bthis (?:bbc|radio)\b.{0,20}\b(?:adaptation|production|serial)\b`,
);
const shortened = new RegExp(
  String.raw`${opening}abridged(?: (?:edition|version|recording|audiobook|audio|reading|by|for|in|from)\b|\W*$|[.,;:])|\babridged (?:by|for|in (?:\w+[- ])?(?:episodes|parts|instalments))\b|\b(?:bbc|radio (?:\d|four))\b.{0,20}\bbook (?:at bedtime|of the week)\b|\bshortened (?:for \w|by (?:the|him|her)\b|version\b)|\bshorter (?:[\w']+ ){0,3}version\b|\bof the (?:text|book|novel|interviews|stories|chapters) (?:was|were|has been|have been|is|are) cut\b|\bcut for (?:the )?(?:audio|recording|tape|cassettes?|radio|broadcast|time|length)\b|\bslightly cut\b|\bgekurzte? lese?fassung\b|\b(?<!un)gekurzte? (?:lesung|fassung|ausgabe|horbuch\w*)\b|, gekurzt\b|^gekurzt\b|\bthis abridge|\babridge?ment (?:approved|prepared|authori[sz]ed|made|read) |\bcondensed for \w|\bhalf (?:of )?the length of the (?:book|novel|original)\b|\b(?:has|have|had|was|were|is|are)(?: been)? (?:left out|omitted|dropped)\b.{0,30}\b(?:audio|edition|recording|version|reading)\b`,
);

/** True when a line of a description says that this is not the book but about it, or a piece of it. */
export function isAboutByProse(line: string): boolean {
  return about.test(plain(line)) || statesOtherText(line);
}

/** True when a line of a description says that this is several books in one. */
export function isCollectionByProse(line: string): boolean {
  return several.test(plain(line)) || statesSeveral(line);
}

const contains =
  /^(?:this )?(?:torrent|upload|set|collection|bundle|release|box ?set|edition|volume)? ?(?:contains|includes|collects):? /i;
const containsMore = /^Also (?:contains|includes) (?:[Tt]he )?\p{Lu}/u;
const bonus =
  /\b(?:interview|foreword|introduction|preface|afterword|bonus|pdf|map|author|notes?)\b/i;

/** True when a line lists the title among others: "Contains The Salt Road and The Iron Sea". */
export function listsMore(line: string, title: string): boolean {
  if (bonus.test(line)) return false;
  if (containsMore.test(line)) return true;
  if (!contains.test(line)) return false;
  const [list, own] = [line, title].map(plain) as [string, string];
  const at = list.indexOf(own);
  const behind = line.slice(at + own.length);
  return at !== -1 && own !== '' && /^["'’”]?(?:,|;| and| &| \+) .*\p{Lu}/u.test(behind);
}

/** Credits that every recording has. */
const credit = String.raw`(?:Authors?|Writer|Narrators?|Readers?|Publisher|Translator|Editor|Title|Series|Language|Genre|Format|Source|Foreword|Introduction|Cover|Producer|Director|Copyright)`;
/** "Andy Serkis as Screwtape, Bertie Carvel as Wormwood", "Aslan: David Suchet. Narrator: Paul Scofield" */
const roles = new RegExp(
  [
    String.raw`\p{Lu}\S+ \p{Lu}\S+ as (?:the )?\p{Lu}\S+[,;].*\p{Lu}\S+ as (?:the )?\p{Lu}`,
    String.raw`\b(?!${credit}:)\p{Lu}\p{Ll}+: \p{Lu}\S+ \p{Lu}\S+[.,;] \p{Lu}\p{Ll}+: \p{Lu}\S+ \p{Lu}`,
  ].join('|'),
  'u',
);
const sounds =
  /(?<!\b(?:no|without) )\bsound (?:design|effects)\b|\boriginal score\b|\bfoley\b|\bimmersive sound\b|\befektami dźwiękowymi|^superprodukcja\b/i;

/** True when a line of a description says who reads which role: a play, or a book read by many. */
export function isCastByProse(line: string): boolean {
  return roles.test(line) || sounds.test(line) || statesCast(line);
}

/** True when a line of a description says that this is a play. */
export function isPlayByProse(line: string): boolean {
  return played.test(plain(line)) || statesPlay(line);
}

/** True when a line of a description says that this is abridged. */
export function isAbridgedByProse(line: string): boolean {
  return shortened.test(plain(line)) || statesAbridged(line);
}
