import { isDeepStrictEqual } from 'node:util';

export type Expected = Readonly<Record<string, unknown>>;

/** One line for everything that is not as it should be. */
export function differences(found: Expected, wanted: Expected): string[] {
  return Object.entries(wanted)
    .filter(([name, value]) => !isDeepStrictEqual(found[name], value))
    .map(([name, value]) => `${name}: ${show(found[name])} instead of ${show(value)}`);
}

function show(value: unknown): string {
  return JSON.stringify(value);
}
