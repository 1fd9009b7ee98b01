import { plain } from './text.ts';

const unabridged = /\bun[- ]?abridged\b|\bunabr\b|\bunb\b|\b(?:non|not)[- ]abridged\b/;
const dramatised =
  /\bgraphic ?audio\b|\bfull[- ]cast\b|(?<!\bnon[- ]?|\bnot )\bdramati[sz](?:ed|ations?)\b|\b(?:radio|audio|bbc|original) (?:drama|play)s?\b/;
const collection =
  /\bomnibus\b|\bbox(?:ed)?[- ]?sets?\b|\bcollection\b|\bcompilation\b|\bcomplete series\b|\b(?:books|volumes) \d+ ?(?:[-–&]|and|to) ?\d+/;

/** Whether a text calls the recording abridged; null when it does not say. "Unabridged" wins over "abridged". */
export function isAbridgedText(text: string): boolean | null {
  const words = plain(text);
  if (unabridged.test(words)) return false;
  return /\babridged\b/.test(words) ? true : null;
}

/** True for adaptations with a cast: GraphicAudio, radio drama. They share title and author with the book, not its text. */
export function isDramatisedText(text: string): boolean {
  return dramatised.test(plain(text));
}

/** True when a title calls itself several books in one. */
export function isCollectionTitle(title: string): boolean {
  return collection.test(plain(title));
}
