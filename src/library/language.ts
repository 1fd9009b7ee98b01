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
