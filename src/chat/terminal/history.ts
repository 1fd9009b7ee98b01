import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Lines that carry a one-time code are not for keeping. */
const secret = /^\/?claim\b/i;

export type History = {
  /** What was typed in earlier sittings, the newest first. */
  lines: string[];
  /** Keeps them for the next sitting; only their owner may read them. */
  keep: (lines: readonly string[]) => void;
};

/**
 * The typed lines of a person, in a file; a missing one is an empty history. Where the disk refuses, that
 * is told once, and the lines last for this sitting.
 */
export function openHistory(file: string, onFailure: (error: unknown) => void): History {
  let isKept = true;
  const attempt = <Result>(work: () => Result, otherwise: Result): Result => {
    try {
      return work();
    } catch (error) {
      isKept = false;
      onFailure(error);
      return otherwise;
    }
  };
  return {
    lines: attempt(() => readLines(file), []),
    keep(lines) {
      if (isKept) attempt(() => writeLines(file, lines), undefined);
    },
  };
}

function writeLines(file: string, lines: readonly string[]): void {
  const text = lines.filter((line) => !secret.test(line)).join('\n');
  mkdirSync(path.dirname(file), { recursive: true });
  // Two terminals at once: the last one wins, and neither leaves half a file.
  writeFileSync(`${file}.new`, text, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

function readLines(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n').filter(Boolean);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
