import { readFileSync, renameSync, writeFileSync } from 'node:fs';

/** Lines that carry a one-time code are not for keeping. */
const secret = /^\/?claim\b/i;

export type History = {
  /** What was typed in earlier sittings, the newest first. */
  lines: string[];
  /** Keeps them for the next sitting; only their owner may read them. */
  keep: (lines: readonly string[]) => void;
};

/** The typed lines of a person, in a file; a missing one is an empty history. */
export function openHistory(file: string): History {
  return {
    lines: readLines(file),
    keep(lines) {
      const text = lines.filter((line) => !secret.test(line)).join('\n');
      // Two terminals at once: the last one wins, and neither leaves half a file.
      writeFileSync(`${file}.new`, text, { mode: 0o600 });
      renameSync(`${file}.new`, file);
    },
  };
}

function readLines(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n').filter(Boolean);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
