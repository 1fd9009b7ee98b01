import { pino } from 'pino';

/** The part of the logger that the program uses: a static message with its data beside it. */
export type Log = Record<
  'debug' | 'info' | 'warn' | 'error',
  (data: Record<string, unknown>, message: string) => void
>;

const hidden = '[hidden]';

/** JSON lines for every writer; each known secret value is cut out wherever it appears. */
export function createLog(
  level: string,
  secrets: readonly string[],
  writers: readonly ((line: string) => unknown)[],
): Log {
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    {
      write(line: string) {
        const clean = scrub(line, secrets);
        for (const write of writers) write(clean);
      },
    },
  );
}

/** What gives access and is not in the configuration: links and cookies the tracker made for us, logins in addresses. */
const credentials = [
  /(download\.php[\\/]+)[^\s"'\\?&<>]+/g,
  /(tracker\.php[\\/]+)[^\s"'\\/?&<>]+/g,
  /(announce\/)[\w-]{8,}/g,
  /(\/)[0-9a-f]{32,40}(?=[\\/]+announce)/gi,
  /([?&;](?:passkey|torrent_pass|authkey|rsskey|api_?key|token)=)[^&;\s"'\\<>]+/gi,
  /(\bmam_id\\*["']?\s*[=:]\s*\\*["']?)[^;&,\s"'\\}]+/gi,
  /(\bdl\\*["']\s*:\s*\\*["'])[^"'\\]+/g,
  /(\b(?:QBT_)?SID(?:_\d+)?=)[^;\s"'\\]+/g,
  /(\bauthorization\W{1,8}\w+\s+)[^\s"'\\,]+/gi,
  /(\bbearer\s+)[\w.~+/=-]{8,}/gi,
  /(:(?:\\*\/){2})[^\s"'/\\:@]*:[^\s"'/\\]*(?=@)/g,
];

/** `text` without the given secrets in any spelling, and without other people's and the tracker's credentials. */
export function scrub(text: string, secrets: readonly string[]): string {
  const known = [...new Set(secrets.flatMap(spellings))].toSorted((a, b) => b.length - a.length);
  const clean = known.reduce((rest, secret) => rest.replaceAll(secret, hidden), text);
  return credentials.reduce((rest, pattern) => rest.replaceAll(pattern, `$1${hidden}`), clean);
}

/** A secret as it stands in text, JSON, an address or a form, and as it was before it was encoded. */
function spellings(secret: string): string[] {
  const encoded = encodeURIComponent(secret.toWellFormed());
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encoded,
    encoded.replaceAll(/%../g, (code) => code.toLowerCase()),
    new URLSearchParams({ '': secret }).toString().slice(1),
    decoded(secret),
  ].filter((spelling) => spelling !== '');
}

function decoded(secret: string): string {
  try {
    return decodeURIComponent(secret);
  } catch {
    return secret;
  }
}
