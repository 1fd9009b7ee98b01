import { decodeHTML } from 'entities';

/** A description without its HTML, its paragraphs kept. */
export function plainProse(text: string | null): string | null {
  if (text === null) return null;
  const lines = text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/<br\s*\/?>/gi, '\n')
    .replaceAll(/<\/(?:p|div|li|h\d)>/gi, '\n\n')
    .replaceAll(/<[a-z/!][^<>]*>/gi, '');
  const plain = decodeHTML(lines)
    .replaceAll(/[^\S\n]*\n[^\S\n]*/g, '\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
  return plain === '' ? null : plain;
}
