import { languageCode, languageName } from '../library/language.ts';

/** Typed for every language, whatever the person prefers. */
const anyLanguage = 'any';

type Options = { language?: string | undefined };

/** What is looked for: the language that was asked for, else the one the person prefers. */
export function preferring<Asked extends Options>(asked: Asked, preferred: string | null): Asked {
  if (asked.language === undefined) return { ...asked, language: preferred ?? undefined };
  return isAny(asked.language) ? { ...asked, language: undefined } : asked;
}

/** Says that a list is shorter because of what the person prefers; null when it is not. */
export function preferenceText(asked: Options, preferred: string | null): string | null {
  if (asked.language !== undefined || preferred === null) return null;
  return `Only in ${languageName(preferred)}, as you prefer; language:${anyLanguage} shows every language.`;
}

/** The language a person prefers, by code or English name; null for any. Undefined for what is no language. */
export function readPreferred(typed: string): string | null | undefined {
  return isAny(typed) ? null : (languageCode(typed) ?? undefined);
}

function isAny(typed: string): boolean {
  return typed.trim().toLowerCase() === anyLanguage;
}
