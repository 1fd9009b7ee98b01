import { generateLibrary } from './gap-library.ts';

/** A book that a library lacks. */
export type Gap = { title: string; author: string; series: string; position: string };

/** The gaps of a made-up library of that many books. */
export function gapsOf(size: number): Gap[] {
  return generateLibrary(size).series.flatMap(({ name, author, entries, missing }) =>
    missing.flatMap((position) => {
      const entry = entries.find((one) => one.position === position);
      return entry ? [{ title: entry.title, author, series: name, position }] : [];
    }),
  );
}
