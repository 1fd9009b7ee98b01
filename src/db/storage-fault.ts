import { ExternalError, type ExternalKind } from '../errors.ts';

/** What PostgreSQL's codes mean for us; the first letters are enough where a whole class means the same. */
const kinds: readonly (readonly [ExternalKind, RegExp])[] = [
  // Connections that break or are refused, a server that starts or stops, too many connections.
  ['unreachable', /^(08|57P0|53300)/],
  ['unauthorized', /^28/],
  // Read-only, disk or memory full, disk broken.
  ['refused', /^(25006|53[12]00|53400|58)/],
];
const networkCodes =
  /^(ECONNREFUSED|ECONNRESET|ENOENT|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/;
/** Errors of the driver without a code. */
const brokenWords =
  /^(Connection terminated|Client has encountered a connection error|Client was closed)/;

/**
 * The error of an outside service when the database itself did not do its part; null when the
 * statement was at fault. `error` comes from the driver.
 */
export function storageFault(error: unknown): ExternalError | null {
  if (error instanceof ExternalError) return error;
  if (!(error instanceof Error)) return null;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const isBroken = networkCodes.test(code) || brokenWords.test(error.message);
  const kind = isBroken ? 'unreachable' : kinds.find(([, codes]) => codes.test(code))?.[0];
  if (!kind) return null;
  const [message = ''] = error.message.split('\n');
  return new ExternalError('database', kind, `database: ${message}`, { cause: error });
}
