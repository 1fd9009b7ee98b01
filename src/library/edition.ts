import { plain } from './words.ts';

const unabridged =
  /(?<!\bnot )\bun[- ]?abridged\b|\bunabr\b|\bunb\b|\b(?:non|not)[- ]abridged\b|\bungekurzte?s?\b|\b(?:version|edition|texte) integrale?\b|\bintegrale\b|\bonverkort\b|\boavkortad\b/;
const abridged =
  /\b(?:not un)?abridged\b|\babridge?ments?\b|\babr\b|\bcondensed\b|\b(?:concise|shortened) (?:edition|version)\b|\btalking classics\b|\breader'?s'? digest\b|^shortened$|[([](?:abgd|shortened|short version|cut)[)\]]|_abridged\b|\bgekurzte?s?\b|\b(?:version|edition) abregee\b|\babregee?\b|\bverkort(?:e)?\b|\bingekorte?\b|\bversione ridotta\b|\bversion (?:reducida|abreviada)\b|\babreviad[oa]\b|\b(?:forkortad|forkortet)\b|\bwersja skrocona\b|\bbook (?:at bedtime|of the week)\b/;
/** "Abridged: No" says the opposite of what its first word says. */
const answered = /\b(un)?abridged\s*[:=]\s*(yes|no|true|false|y|n)\b/;
const dramatised =
  /\bgraphic[- ]?audio\b|(?<!\bnon[- ]?|\bnot )\bdramati[sz](?:ed|ations?|iert)\b|[([]ga[)\]]|[([](?:\w+ ){0,4}(?:immersive|immersion)(?: \w+)?[)\]]|\b(?:dramatic|audible(?: original)?) adaptation\b|(?<!\bnow an? (?:\w+ )?)\b(?:radio|audio|bbc|original) ?(?:drama|play)s?\b(?! series)|\bimmersion tunnel\b|\bbig finish\b|\bl\.? ?a\.? theatre works\b|\b(?:horspiel|hoorspel|radiodramma|superprodukcja|audiospektakl|lydspill|horspil|kuunnelma|radioteatro|sceneggiato radiofonico|sceneggiato|radionovela|audiodrama|radioteater|luisterspel|sluchowisko|feuilleton radiophonique|fiction radiophonique|piece radiophonique)\b|\bradio (?:theat(?:re|er)|adaptation|broadcast|series?|serial|show|production)\b|\bbbc radio\b(?!.{0,12}\bbook (?:club|at|of))|\b(?:stage|theat(?:re|er)) (?:play|production|adaptation|version)\b|(?:аудио|радио)спектакл|\bmercury theat(?:re|er)\b|\baudio movie\b|\bradio [34]\b(?!.{0,12}\bbook)|\bbbc (?:world service|classic serial|drama)\b|[([](?:a )?bbc(?:, .{0,40})?[)\]]|[([](?:classic |old[- ]time )?radio\b(?! 2)|\bdramatic (?:reading|performance)\b|\b(?:audible|multi[- ]?cast|saturday|afternoon) (?:drama|play)\b|\baudio theat(?:re|er)\b|\bcampbell playhouse\b|\btheat(?:re|er) of the ear\b|\b(?:university|npr) theat(?:re|er)\b|[([]npr[)\]]|\bhorspiel(?:fassung|bearbeitung)\b|\b(?:cinematic|immersive) audio\b|\blive performance\b|\b(?:primary|secondary|tertiary|quandary|quintessential|hexagonal) phase\b/;
const cast = /\bfull[- ]cast\b(?! of characters)/;
const count = String.raw`(?:\d{1,3}|[ivx]+|one|two|three|four|five|six|seven|eight|nine|ten)`;
const span = String.raw`#?${count} ?(?:[-–&+]|and|to|thru|through|,) ?(?:and )?#?${count}`;
const collection = new RegExp(
  [
    String.raw`\bomnibus\b`,
    String.raw`\bbox(?:ed)?[- ]?sets?\b`,
    String.raw`\b(?:bundle|compilation|compendium|megapack)\b`,
    String.raw`(?<!\b(?:story|stories|poetry|essays?|an?) )\bcollection\b(?! of\b)`,
    String.raw`\bcomplete (?:[\w']+ )?(?:series|trilogy|duology|quartet|saga|set|novels|chronicles|books)\b`,
    String.raw`\b(?:\d|two|three|four|five)[- ](?:books?|novels?)[- ](?:in[- ](?:one|1)|series|set|bundle|pack|collection|box(?:ed)?[- ]?set)\b`,
    String.raw`[([][2-9] (?:books|novels|audio ?books)[)\]]`,
    String.raw`\bfirst (?:two|three|four|five|[2-9]) (?:\w+ )?(?:books|novels)\b`,
    String.raw`\b\d[- ]in[- ](?:one|1)\b`,
    String.raw`\b(?:books?|volumes?|vols?\.?|novels) ${span}(?![\w.])`,
    String.raw`(?:#|[([])\d{1,3} ?[-–] ?#?\d{1,3}(?![\w.])`,
    String.raw`[a-z] \d{1,2} ?[+&] ?\d{1,2}$`,
    String.raw`[([](?:with|plus|and|including) (?:an?|the) (?!(?:new |free |special |bonus )?(?:foreword|introduction|preface|afterword|note|essay|interview|pdf|map|author)\b)`,
    // "Ember 1-7 complete", "Ember 1, 2 & 3".
    String.raw`[a-z] \d{1,2} ?(?:[-–]|to|thru) ?\d{1,2}(?: complete)?$`,
    String.raw`[a-z] \d{1,2}, ?\d{1,2}(?:,? ?(?:&|and)|,) ?\d{1,2}$`,
    String.raw`\bentire (?:saga|series|trilogy|collection)\b`,
    String.raw`\w \w+ \+ \w+ \w`,
    String.raw`\btrilogy in \w+ parts\b`,
    String.raw`[:–-] (?:the )?(?:complete )?(?:trilogy|duology|quartet|tetralogy)$`,
    // Several titles in a row: "Pandora / Vittorio", "One; Two; Three".
    String.raw`[^\s()[\]] / [^\s()[\]]`,
    String.raw`^[^()[\];]+;[^()[\];]+;[^()[\];]+$`,
    String.raw`^(?!.*\b(?:book|volume|part) (?:\d{1,2}|[a-z]{3,6}) (?:in|of) )(?:(?! - )[^:;–—()[\]])+ (?:trilogy|duology|tetralogy|series)$`,
  ].join('|'),
);

/** Whether a text calls the recording abridged; null when it does not say. "Unabridged" wins over "abridged". */
export function isAbridgedText(text: string): boolean | null {
  const words = plain(text);
  const answer = answered.exec(words);
  if (answer) return (answer[1] === undefined) === /^[yt]/.test(answer[2] ?? '');
  if (unabridged.test(words)) return false;
  return abridged.test(words) ? true : null;
}

/** True for adaptations with a cast: GraphicAudio, radio drama. They share title and author with the book, not its text. */
export function isDramatisedText(text: string): boolean {
  return isPlayText(text) || isCastText(text);
}

/** True for a text that calls it a play. */
export function isPlayText(text: string): boolean {
  return dramatised.test(plain(text));
}

/** True for "Full Cast": mostly a play, but whole books are read by a cast, too. */
export function isCastText(text: string): boolean {
  return cast.test(plain(text));
}

/** True when a title calls itself several books in one. */
export function isCollectionTitle(title: string): boolean {
  return collection.test(plain(title));
}
