import { appendFileSync, mkdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';

/** Two files at most, so the log takes twice this of the disk. */
const mostBytes = 2 * 1024 * 1024;

export type LogLine = {
  at: string;
  level: LogLevel;
  message: string;
  /** What stood beside the message: the job, the chat, the id that a person was told. */
  data: Record<string, unknown>;
};

export const logLevels = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Where every thread and process of this machine that works with the data folder keeps its last lines. */
export function keptLogFile(dataDir: string): string {
  return path.join(dataDir, 'shelfwarden.log');
}

/** Appends lines to a file; a full one becomes the second one, whose lines are forgotten. */
export function keepLines(file: string): (line: string) => void {
  return (line) => {
    try {
      mkdirSync(path.dirname(file), { recursive: true });
      if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) >= mostBytes) {
        renameSync(file, `${file}.1`);
      }
      appendFileSync(file, line, { mode: 0o600 });
    } catch {
      // A disk that is full or read-only must not end the work over a line about it.
    }
  };
}

/** The newest lines first: of a level or worse, and with this text somewhere; null when none were kept. */
export function readKeptLog(
  file: string,
  { level, text, limit }: { level: LogLevel; text?: string | undefined; limit: number },
): LogLine[] | null {
  const texts = [file, `${file}.1`].map(read);
  if (texts.every((one) => one === null)) return null;
  const wanted = text?.toLowerCase() ?? '';
  const found: LogLine[] = [];
  for (const one of texts) {
    for (const raw of (one ?? '').trimEnd().split('\n').toReversed()) {
      if (found.length === limit) return found;
      if (!raw.toLowerCase().includes(wanted)) continue;
      const line = readLine(raw);
      if (line && logLevels.indexOf(line.level) >= logLevels.indexOf(level)) found.push(line);
    }
  }
  return found;
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

const numbers: Record<number, LogLevel> = { 20: 'debug', 30: 'info', 40: 'warn', 50: 'error' };

/** Null for half a line, which a crash or a full disk leaves behind. */
function readLine(raw: string): LogLine | null {
  try {
    const { level, time, msg, ...data } = JSON.parse(raw) as Record<string, unknown>;
    const known = numbers[Number(level)];
    if (!known || typeof time !== 'string' || typeof msg !== 'string') return null;
    return { at: time, level: known, message: msg, data };
  } catch {
    return null;
  }
}
