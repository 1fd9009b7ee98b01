import type { FieldName } from './facts.ts';

/** Providers that pass Audible's catalogue on. */
const ofAudible = /^(?:audible|audnexus|custom:.*aud(?:ible|nex).*)$/i;

/**
 * Where a source has its knowledge from: two sources of one family are one witness. Tags and file
 * names come from the same files, and Audiobookshelf measures those files too.
 */
export function familyOf(source: string, field: FieldName): string {
  if (source === 'tags' || source === 'file-names') return 'files';
  const isMeasured = field === 'durationMinutes' || field === 'chapters';
  if (source === 'library' && isMeasured) return 'files';
  return ofAudible.test(source) ? 'audible' : source;
}

/**
 * The independent witnesses among sources. Audiobookshelf fills its items from tags, folder names
 * and providers, so that it bears witness to nothing by itself.
 */
export function witnesses(sources: readonly string[], field: FieldName): string[] {
  const families = sources.map((source) => familyOf(source, field));
  return [...new Set(families)].filter((family) => family !== 'library');
}
