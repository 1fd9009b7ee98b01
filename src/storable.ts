/**
 * Text as PostgreSQL can keep it: no NUL anywhere, and in JSON no half of a surrogate pair. Tags of
 * audio files, chat messages and the answers of other programs have both now and then.
 */
export function storable(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}

/** The value as JSON for a `jsonb` parameter, with every text in it storable. */
export function storableJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'string' ? storable(part) : part,
  );
}
