import { appendFileSync } from 'node:fs';
import { pino } from 'pino';

/** The part of the logger that the program uses: a static message with its data beside it. */
export type Log = Record<
  'debug' | 'info' | 'warn' | 'error',
  (data: Record<string, unknown>, message: string) => void
>;

const hidden = '[hidden]';

/** JSON lines in a file, or on standard error; every known secret value is cut out wherever it appears. */
export function createLog(level: string, secrets: readonly string[], file: string | null): Log {
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    {
      write(line: string) {
        const clean = scrub(line, secrets);
        if (file) appendFileSync(file, clean);
        else process.stderr.write(clean);
      },
    },
  );
}

/** `text` without the given secrets, personal download links, passkeys and credentials in addresses. */
export function scrub(text: string, secrets: readonly string[]): string {
  let clean = text;
  for (const secret of secrets) {
    clean = clean.replaceAll(secret, hidden).replaceAll(encodeURIComponent(secret), hidden);
  }
  return clean
    .replaceAll(/(download\.php\/)[\w%+=-]+/g, `$1${hidden}`)
    .replaceAll(/(tracker\.php\/|announce\/)[\w-]{8,}/g, `$1${hidden}`)
    .replaceAll(/(mam_id=)[^;&\s"]+/g, `$1${hidden}`)
    .replaceAll(/(:\/\/)[^/\s:@"]+:[^/\s@"]+@/g, `$1${hidden}@`);
}
