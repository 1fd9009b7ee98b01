import { plain, wordsOf } from './words.ts';

const english = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });
const letters = Array.from('abcdefghijklmnopqrstuvwxyz');
const codes = letters.flatMap((first) => letters.map((second) => first + second));
const codesByName = new Map(
  codes.flatMap((code): [string, string][] => {
    const name = english.of(code);
    return name === undefined ? [] : [[name.toLowerCase(), code]];
  }),
);

/** The short code of a language: "ENG", "english" and "en-US" are "en"; null when the text is no code and no English name. */
export function languageCode(text: string | null): string | null {
  const wanted = text?.trim().toLowerCase() ?? '';
  const named = codesByName.get(wanted) ?? nativeNames[wanted];
  if (named !== undefined) return named;
  if (!/^[a-z]{2,3}(?:-[a-z]{2})?$/.test(wanted)) return null;
  return new Intl.Locale(wanted).language;
}

/** `German` for `de`; the code itself where it has no name. */
export function languageName(code: string): string {
  return english.of(code) ?? code;
}

const labelled =
  /\b(?:languages?|sprache|langue|idioma|lingua|taal|språk)\s?[:=]\s?(\p{L}{2,20})/iu;
const nativeNames: Record<string, string> = {
  deutsch: 'de',
  français: 'fr',
  español: 'es',
  italiano: 'it',
  português: 'pt',
  nederlands: 'nl',
  svenska: 'sv',
  norsk: 'no',
  dansk: 'da',
  suomi: 'fi',
  polski: 'pl',
  русский: 'ru',
  čeština: 'cs',
  cestina: 'cs',
  mandarin: 'zh',
  cantonese: 'zh',
  cymraeg: 'cy',
  magyar: 'hu',
  română: 'ro',
  türkçe: 'tr',
};
const edition = /\b(\p{L}{4,12})[- ](?:language )?(?:edition|translation|version)\b/iu;
const codeInBrackets =
  /[([](DE|FR|ES|IT|NL|PT|PL|RU|SV|JA|JP|ZH|KO|TR|HU|CS|pt-BR|PT-BR|de|fr|es|nl|pt|pl|ru|sv)[)\]]/;
const longestText = 4000;
const leastLetters = 8;
const bracketed = /[([](?:in )?(\p{L}{3,12})[)\]]/gu;

const readIn =
  /^(?:(?:read|narrated) )?in (\p{L}{4,12})(?:\.?$|(?<=^(?:read|narrated) in \p{L}+)\b)|^(\p{L}{4,12}) audiobook\b/iu;
/** How a line begins that names the reader. */
const ownReading: [string, RegExp][] = [
  [
    'de',
    /(?:^(?:ungekurzt\w* )?|[,.!?] )gelesen von |\bin deutscher sprache\b|^(?:.{2,60}\. )?deutsch von \p{L}|\bin (?:neuer|deutscher) ubersetzung\b|\bes liest \p{L}|^sprecher(?:in)? ?:|\blesung mit \p{L}|\broman aus dem \p{L}|^deutsche ausgabe\b|^aus dem \p{L}+ von \p{L}/u,
  ],
  [
    'fr',
    /(?:^|[,.!?] )lue? par |\blue? en francais\b|\btraduite? (?:de l'|du |par )|\btraduction de \p{L}|^narrateur ?:/u,
  ],
  [
    'es',
    /(?:^|[,.!?] )(?:narrado|leido) por |\btraducid[oa] (?:por|del) |\bleid[oa] en espanol\b|^narrador ?:|\btraduccion de /,
  ],
  ['it', /(?:^|[,.!?] )lett[oa] da |\blett[oa] in italiano\b|\btraduzione (?:dall'|di )/],
  ['nl', /(?:^|[,.!?] )voorgelezen door |\bnederlandse vertaling\b|\bvertaald door /],
  [
    'sv',
    /(?:^|[,.!?] )(?:upplast|inlast|last) av |\boversatt(?:ning)? av |\bsvensk oversattning\b/,
  ],
  ['pl', /^czyta \p{L}|\bprzeklad\b/u],
];

/** The language a line labels: "Language: German", "Sprache: Deutsch", "Gelesen von …". */
export function labelledLanguage(text: string): string | null {
  const [, inIt, by] = readIn.exec(text) ?? [];
  const named = labelled.exec(text)?.[1] ?? inIt ?? by;
  return (
    knownCode(named) ?? ownReading.find(([, pattern]) => pattern.test(plain(text)))?.[0] ?? null
  );
}

/** Words on the covers of audiobooks, folded, by the language they are in. */
const ownWords: [string, RegExp][] = [
  [
    'de',
    /\bdeutsche (?:ausgabe|fassung|ubersetzung)\b|\bein(?:e)? (?:roman|krimi|thriller|novelle)\b|[:–-] (?:kriminal)?roman\W*$|\bhorb(?:u|ue)ch\b|\b(?:un)?gekurzte?s?\b|\bgelesen von\b|\b(?:auf )?deutsch\b|\blesung\b/,
  ],
  [
    'fr',
    /\bedition francaise\b|[:(–-] un roman\b|\bversion francaise\b|\blivre audio\b|\blu par\b|\blu en francais\b|\b(?:en )?francais\b|\b(?:version|texte) integrale?\b/,
  ],
  [
    'es',
    /\bedicion espanola\b|\buna novela\b|\bespanol\b|\bcastellano\b|\b(?:narrado|leido) por\b/,
  ],
  [
    'it',
    /\bedizione italiana\b|\bun romanzo\b|\bitaliano\b|\bletto da\b|\b(?:edizione|versione) (?:integrale|italiana)\b/,
  ],
  ['pt', /\bportugues\b|\baudiolivro\b/],
  ['nl', /\bluisterboek\b|\bnederlands\b|\bvoorgelezen door\b/],
  ['sv', /\bljudbok\b|\bsvenska\b/],
  ['no', /\blydbok\b|\bnorsk\b/],
  ['da', /\blydbog\b|\bdansk\b/],
  ['fi', /\baanikirja\b|\bsuomi\b/],
  ['pl', /\bpo polsku\b|\bczyta \p{L}+/u],
  ['ru', /аудиокнига|на русском/],
];
/** Words that several languages have in common; the first is meant where nothing else tells. */
const sharedWords: [string[], RegExp][] = [[['es', 'it'], /\baudiolibros?\b/]];
const namedAfter = /\b(\p{L}{4,12}) (?:language|audiobooks?|audio(?: ?book)?)\b/iu;
const namedLast = /\s(\p{L}{4,12})$/u;

/**
 * The language that title or tags plainly state, in words of that language or by its name beside
 * "edition" and the like, in brackets or behind brackets; null when they state none. `filed` is the one
 * it is filed under, which words of several languages do not contradict.
 */
export function statedLanguage(whole: string, filed: string | null): string | null {
  const text = whole.slice(0, longestText);
  const named = languageFromText(text) ?? knownCode(namedAfter.exec(text)?.[1]);
  if (named !== null) return named;
  const behindBracket = /[)\]]\s*$/.test(text.replace(namedLast, ''));
  const last = behindBracket ? knownCode(namedLast.exec(text)?.[1]) : null;
  if (last !== null) return last;
  const code = codeInBrackets.exec(text)?.[1];
  if (code !== undefined) return code === 'JP' ? 'ja' : code.slice(0, 2).toLowerCase();
  const words = plain(text);
  const own = ownWords.find(([, pattern]) => pattern.test(words))?.[0];
  const shared = sharedWords.find(([, pattern]) => pattern.test(words))?.[0];
  return own ?? shared?.find((one) => one === filed) ?? shared?.[0] ?? null;
}

/** Words that join others, of which a foreign title has at least two: "El pozo de la ascensión". */
const joiningWords: [string, Set<string>][] = [
  ['es', new Set(['el', 'los', 'las', 'del', 'una', 'de la'])],
  ['de', new Set(['der', 'die', 'das', 'des', 'und', 'ein', 'eine', 'zum', 'zur', 'auf'])],
  ['fr', new Set(['le', 'les', 'des', 'du', 'et', 'une', 'aux'])],
  ['it', new Set(['il', 'della', 'dello', 'degli', 'delle', 'gli', 'nella'])],
  ['nl', new Set(['het', 'een', 'en', 'van het'])],
];
const leastJoining = 2;

/** The language in which a title is, or its second half; null when its words do not tell. */
export function languageOfWords(title: string): string | null {
  const text = wordsOf(title)
    .join(' ')
    .replaceAll(/\b(de la|van het)\b/g, (pair) => pair.replace(' ', '_'));
  const words = new Set(text.split(' ').map((word) => word.replace('_', ' ')));
  const found = joiningWords.find(([, joining]) => {
    return [...words].filter((word) => joining.has(word)).length >= leastJoining;
  });
  return found?.[0] ?? null;
}

/** Words of which a sentence of prose has several. */
const proseWords: [string, Set<string>][] = [
  ['en', 'the and of to is his her with for that from who when'],
  ['de', 'der die das und ist nicht ein eine mit auf den dem von zu sich aus im'],
  ['fr', 'le les et est une des dans qui ne pas pour son sa du au'],
  ['es', 'el los las y que en una no su con por se del'],
  ['it', 'il che di una non per con si gli della suo nel al'],
  ['nl', 'het een en van is niet met zijn de die naar er'],
  ['sv', 'och att det en som inte ett till han hon'],
  ['pl', 'nie do jest to ze sie na swojej jego'],
].map(([code = '', words = '']) => [code, new Set(words.split(' '))]);
const leastProseWords = 4;

/** The language that a line of prose is in; null for one that is too short to tell. */
export function languageOfProse(line: string): string | null {
  if (isCyrillic(line)) return 'ru';
  const words = new Set(wordsOf(line.slice(0, longestText)));
  const counted = proseWords.map(([code, known]) => {
    return { code, count: [...words].filter((word) => known.has(word)).length };
  });
  const [most, next] = counted.toSorted((a, b) => b.count - a.count);
  const tells = most && next && most.count >= leastProseWords && most.count > next.count + 1;
  return tells ? most.code : null;
}

/** Which of the languages in these letters it is hardly matters to who reads none of them. */
function isCyrillic(line: string): boolean {
  const letters = line.match(/\p{L}/gu) ?? [];
  const own = letters.filter((letter) => /\p{Script=Cyrillic}/u.test(letter)).length;
  return own >= leastLetters && 2 * own > letters.length;
}

/** The language a text names: "Language: German", "(Spanish Edition)", "[FRE]"; null when it names none. */
export function languageFromText(text: string): string | null {
  const cut = text.slice(0, longestText);
  const named = [labelled.exec(cut)?.[1], edition.exec(cut)?.[1]].map((name) => knownCode(name));
  const inBrackets = [...cut.matchAll(bracketed)].map(([, name]) => knownCode(name));
  return [...named, ...inBrackets].find((code) => code !== null) ?? null;
}

/** Only names and the tracker's three letters in capitals: "(Mon)" and "[sis]" are no languages. */
function knownCode(name: string | undefined): string | null {
  if (name === undefined) return null;
  const code = codesByName.get(name.toLowerCase()) ?? nativeNames[name.toLowerCase()];
  if (code !== undefined) return code;
  const short = /^\p{Lu}{3}$/u.test(name) ? languageCode(name) : null;
  return short?.length === 2 ? short : null;
}
