import { isObject } from '../../http.ts';
import { at, checkObjects, type FormFaults } from '../form.ts';

const lists = ['components', 'options', 'items', 'fields'];
const inComponents = ['accessory', 'component', 'media', 'file', 'emoji'];
const inEmbeds = ['image', 'thumbnail', 'footer', 'author'];
const dictionaries = [...inComponents, ...inEmbeds];
const texts = ['label', 'content', 'placeholder', 'title', 'description', 'name', 'value', 'text'];

/** Whatever an embed or component is, what holds other parts has to hold parts, and words are words. */
export function checkParts(faults: FormFaults, path: string, value: unknown): void {
  for (const part of checkObjects(faults, path, value, { max: 100 })) checkPart(faults, part);
}

function checkPart(
  faults: FormFaults,
  { path, value }: { path: string; value: Record<string, unknown> },
): void {
  for (const [key, inner] of Object.entries(value)) {
    const place = at(path, key);
    if (inner === null) continue;
    if (lists.includes(key)) checkParts(faults, place, inner);
    if (dictionaries.includes(key)) {
      if (isObject(inner)) checkPart(faults, { path: place, value: inner });
      else faults.push({ path: place, code: 'DICT_TYPE_CONVERT', message: 'Only dictionaries.' });
    }
    if (texts.includes(key) && typeof inner !== 'string') {
      const message = 'Could not convert to string.';
      faults.push({ path: place, code: 'STRING_TYPE_CONVERT', message });
    }
  }
}

/** A field that is null counts as one that is not there. */
export function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).filter(([, inner]) => inner !== null);
  return Object.fromEntries(entries.map(([key, inner]) => [key, withoutNulls(inner)]));
}
