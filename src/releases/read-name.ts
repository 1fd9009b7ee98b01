import { isAbridgedText, isDramatisedText } from '../library/edition.ts';
import { languageFromText } from '../library/language.ts';
import { isPersonName } from '../library/person-list.ts';
import { visible } from '../library/words.ts';
import { arrangeParts } from '../library/arrange-name.ts';
import { bitrateFromText } from './bitrate.ts';
import { narratorsFromText } from './narrators.ts';
import { durationFromText } from './duration.ts';
import { cutName } from '../library/cut-name.ts';

/** What the name of a release or of its folder says; `null` and empty lists are unknown. */
export type NameFacts = {
  title: string;
  authors: string[];
  narrators: string[];
  series: { name: string; position: string | null }[];
  year: number | null;
  asin: string | null;
  fileTypes: string[];
  language: string | null;
  bitrateKbps: number | null;
  durationSeconds: number | null;
  isAbridged: boolean | null;
  isDramatised: boolean;
};

const fileType = /(?<![\p{L}\p{N}])(m4b|mp3|m4a|flac|aac|ogg|opus)s?(?![\p{L}\p{N}])/giu;
const asin = /\b(B0[A-Z0-9]{8})\b/;
const year = /[([{]\s?((?:1[89]|20)\d\d)(?:[-.]\d\d){0,2}\s?[)\]}]/;

/**
 * Reads a free name: "Anna Ward - Ember 03 - The Salt Road (Unabridged) [M4B 64kbps] {Tom Reed}",
 * "Anna.Ward-The.Salt.Road.Unabridged.2019.MP3-GROUP", "The Salt Road by Anna Ward".
 */
export function readReleaseName(name: string): NameFacts {
  const text = visible(name);
  const { spaced, parts, inside, tail } = cutName(text);
  const arranged = arrangeParts(parts, inside);
  const readers = narratorsFromText(spaced, arranged.authors) ?? arranged.narrators;
  const types = [...text.matchAll(fileType)].map(([, type = '']) => type.toLowerCase());
  return {
    ...arranged,
    narrators: readers.length > 0 ? readers : curlyPersons(text),
    year: Number(year.exec(text)?.[1] ?? tail.year ?? 0) || null,
    asin: asin.exec(text)?.[1] ?? null,
    fileTypes: [...new Set(types)],
    language: languageFromText(text),
    bitrateKbps: bitrateFromText(spaced),
    durationSeconds: durationFromText(spaced),
    isAbridged: isAbridgedText(spaced),
    isDramatised: isDramatisedText(spaced),
  };
}

/** Audiobookshelf's way to name the narrator: "{Tom Reed}". */
function curlyPersons(text: string): string[] {
  const [, content = ''] = /\{([^{}]+)\}/.exec(text) ?? [];
  const names = content.replace(/^(?:read|narrated) by /i, '').split(/\s*[,&;]\s*/);
  return names.every((name) => isPersonName(name) || /^\p{Lu}\S+$/u.test(name)) ? names : [];
}
