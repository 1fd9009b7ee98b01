import { languageCode } from './language.ts';
import { plain } from './words.ts';

/** Uploaders part their tags by these; a tag counts only as a whole. */
const between = /\s*[,;|/]\s*|\s[-–]\s/;
const mostTags = 200;

const otherText =
  /^(?:(?:book )?summar(?:y|ies)(?: (?:and|&) analysis)?|analysis|study guides?|literature notes|key (?:insights|takeaways|ideas)|blinkist|instaread|getabstract|(?:spark|cliffs? ?)notes|companion(?: (?:guide|book))?|literary criticism|parody|fan ?fic(?:tion)?|podcasts?|lectures?|(?:author )?interviews?(?: with .+)?|soundtrack|workbook|commentary|(?:book )?reviews?|biography of the author)$/;
const adapted =
  /^(?:picture books?|graphic novels?|graded readers?|(?:classroom|children'?s|kids'?) edition|young (?:readers?|adult)'?s? (?:edition|adaptation)|(?:adapted|retold) for (?:young|younger|kids|children).{0,20}|adapted|retold|easy readers?|simplified(?: english)?|esl|level [1-6])$/;
const piece =
  /^(?:(?:excerpt|sample|preview|extract|teaser)s?|(?:only )?(?:the )?first (?:\w+ )?(?:chapters?|half)(?: .{0,20})?|second half|(?:part|pt\.?|parte|partie|disc|cd|tape)s? (?:\d{1,2}|one|two|[ivx]+)(?: ?[-–] ?\d{1,2})?(?: of \d{1,2})?|\d{1,2} of \d{1,2}|(?:volume|vol\.?|teil|tome) \d{1,2} (?:of|von|sur) 2|chapters? \d{1,3} ?[-–] ?\d{1,3}|half|partial|highlights|incomplete|missing .{0,30})$/;
const collection =
  /^(?:omnibus|box(?:ed)? ?set|[2-9] books(?: in one)?|books? \d{1,2} ?[-–&] ?\d{1,2}|(?:complete|entire|whole) (?:series|trilogy|saga)|(?:series|trilogy|saga) complete|(?:contains|includes) books? \d.{0,30}|(?:two|three|four|five|[2-9]) novels(?: in (?:one|1))?|(?:saga|trilogia|trilogie|serie) (?:completa|complete)|[2-9] (?:libros|livres|libri|bucher|boeken)|all (?:(?:two|three|four|five|[2-9]) )?books|bundle|[2-9]-in-1|books \d \d \d|complete collection|collection of (?:\d|two|three|four|five) (?:novels|books))$/;
const played =
  /^(?:plays?|stage plays?|theat(?:re|er)(?: (?:play|performance|production))?|adapted for (?:radio|stage)|old[- ]time radio|otr|latw|stage|musical|radio|(?:podcast|audio) drama|sound effects|dolby atmos.{0,20})$/;
const print = /^(?:e-?(?:book|boek|bok|bog)s?|(?:retail )?epub|pdf|kindle|azw3|mobi)$/;
const sound = /\b(?:audio|m4b|mp3|flac|narrat|unabridged)/;
const inLanguage = /^(?:in |lang(?:uage)? ?[:=] ?)?(\p{L}{2,12})(?: language)?$/u;

/** True when the tags say that it is not the book itself but a summary, a piece or an edition for children. */
export function isOtherTextByTags(tags: string): boolean {
  return some(tags, (tag) => otherText.test(tag) || adapted.test(tag) || piece.test(tag));
}

/** True when the tags name a text to read and no recording. */
export function isPrintByTags(tags: string): boolean {
  return !sound.test(plain(tags)) && some(tags, (tag) => print.test(tag));
}

/** True when the tags call it several books in one. */
export function isCollectionByTags(tags: string): boolean {
  return some(tags, (tag) => collection.test(tag));
}

/** True when the tags call it a play. */
export function isPlayByTags(tags: string): boolean {
  return some(tags, (tag) => played.test(tag));
}

/** The language a tag consists of: "German", "in Dutch", "lang:de"; null when none does. English says nothing. */
export function languageByTags(tags: string): string | null {
  const found = tagsOf(tags).flatMap((tag) => {
    const name = inLanguage.exec(tag)?.[1] ?? '';
    if (name === 'polski') return 'pl';
    const isNamed = name.length > 3 || /[:=]/.test(tag);
    return isNamed ? (languageCode(name) ?? []) : [];
  });
  return found.find((code) => code.length === 2 && code !== 'en') ?? null;
}

function some(tags: string, test: (tag: string) => boolean): boolean {
  return tagsOf(tags).some(test);
}

function tagsOf(tags: string): string[] {
  return plain(tags).split(between, mostTags);
}
