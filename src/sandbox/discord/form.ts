import { isObject } from '../http.ts';
import { Refusal } from './refusal.ts';

export type FormFault = { path: string; code: string; message: string };

/** The faults found in one request body; `path` is the way to the field, `embeds.0.title`. */
export type FormFaults = FormFault[];

/** A text or number as text; anything else is no text. */
export function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

export function at(path: string, ...keys: (string | number)[]): string {
  return [path, ...keys].filter((part) => part !== '').join('.');
}

export function checkText(
  faults: FormFaults,
  path: string,
  value: unknown,
  { min = 0, max }: { min?: number; max: number },
): value is string {
  if (value === undefined || value === null || (value === '' && min > 0)) {
    if (min > 0)
      faults.push({ path, code: 'BASE_TYPE_REQUIRED', message: 'This field is required' });
    return false;
  }
  if (typeof value !== 'string') {
    faults.push({ path, code: 'STRING_TYPE_CONVERT', message: 'Could not convert to string.' });
    return false;
  }
  checkSize(faults, path, value.length, { min, max });
  return true;
}

/** The entries of a list; nothing when it is absent or no list at all. */
export function checkList(
  faults: FormFaults,
  path: string,
  value: unknown,
  { min = 0, max }: { min?: number; max: number },
): unknown[] {
  if ((value === undefined || value === null) && min === 0) return [];
  if (!Array.isArray(value)) {
    faults.push({ path, code: 'LIST_TYPE_CONVERT', message: 'Only lists are allowed.' });
    return [];
  }
  checkSize(faults, path, value.length, { min, max });
  return value;
}

/** The entries of a list that are objects, with their paths. */
export function checkObjects(
  faults: FormFaults,
  path: string,
  value: unknown,
  size: { min?: number; max: number },
): { path: string; value: Record<string, unknown> }[] {
  const found: { path: string; value: Record<string, unknown> }[] = [];
  for (const [index, entry] of checkList(faults, path, value, size).entries()) {
    const own = at(path, index);
    if (isObject(entry)) found.push({ path: own, value: entry });
    else faults.push({ path: own, code: 'DICT_TYPE_CONVERT', message: 'Only dictionaries.' });
  }
  return found;
}

export function checkOneOf(
  faults: FormFaults,
  path: string,
  value: unknown,
  allowed: readonly unknown[],
): void {
  if (allowed.includes(value)) return;
  const message = `Value must be one of {${allowed.join(', ')}}.`;
  faults.push({ path, code: 'BASE_TYPE_CHOICES', message });
}

export function checkSize(
  faults: FormFaults,
  path: string,
  size: number,
  { min = 0, max }: { min?: number; max: number },
): void {
  if (size >= min && size <= max) return;
  const tooLong = size > max;
  const code = tooLong ? 'BASE_TYPE_MAX_LENGTH' : 'BASE_TYPE_MIN_LENGTH';
  const words = tooLong ? `${max} or fewer` : `${min} or more`;
  faults.push({ path, code, message: `Must be ${words} in length.` });
}

/** Throws the 50035 answer that names every fault at its place. */
export function refuseFaults(faults: FormFaults): void {
  if (faults.length === 0) return;
  const errors: Record<string, unknown> = {};
  for (const { path, code, message } of faults) {
    let place = errors;
    for (const key of path.split('.').filter((part) => part !== '')) {
      place[key] ??= {};
      place = place[key] as Record<string, unknown>;
    }
    place['_errors'] = [...((place['_errors'] as unknown[]) ?? []), { code, message }];
  }
  const detail = faults.map(({ path, message }) => `${path}: ${message}`).join('; ');
  throw new Refusal('invalid-form', detail, errors);
}
