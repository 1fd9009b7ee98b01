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
  const named = codesByName.get(wanted);
  if (named !== undefined) return named;
  if (!/^[a-z]{2,3}(?:-[a-z]{2})?$/.test(wanted)) return null;
  return new Intl.Locale(wanted).language;
}

const labelled = /\blanguages?\s?[:=]\s?(\p{L}{2,20})/iu;
const edition = /\b(\p{L}{4,12})[- ](?:language )?(?:edition|translation)\b/iu;
const bracketed = /[([](\p{L}{3,12})[)\]]/gu;

/** The language a text names: "Language: German", "(Spanish Edition)", "[FRE]"; null when it names none. */
export function languageFromText(text: string): string | null {
  const cut = text.slice(0, 4000);
  const named = [labelled.exec(cut)?.[1], edition.exec(cut)?.[1]].map((name) => knownCode(name));
  const inBrackets = [...cut.matchAll(bracketed)].map(([, name]) => knownCode(name));
  return [...named, ...inBrackets].find((code) => code !== null) ?? null;
}

/** Only names and the tracker's three letters in capitals: "(Mon)" and "[sis]" are no languages. */
function knownCode(name: string | undefined): string | null {
  if (name === undefined) return null;
  const code = codesByName.get(name.toLowerCase());
  if (code !== undefined) return code;
  const short = /^\p{Lu}{3}$/u.test(name) ? languageCode(name) : null;
  return short?.length === 2 ? short : null;
}
