import { ExternalError } from '../../errors.ts';
import { expectOk, type HttpAnswer } from '../http.ts';

/**
 * Why `auth/login` was refused, or null when it was accepted: 200 `Ok.` or `Fails.` up to 5.1, 204 or
 * 401 after. Whatever is no decision about the login throws.
 */
export function judgeLogin(answer: HttpAnswer): string | null {
  const text = answer.body.toString('utf8').trim();
  if (answer.status === 204 || (answer.status === 200 && text === 'Ok.')) return null;
  const isWrong = answer.status === 401 || (answer.status === 200 && text === 'Fails.');
  if (isWrong) return 'wrong user name or password';
  if (answer.status === 403) return 'it has banned our address after too many failed logins';
  expectOk('qbittorrent', answer);
  const strange =
    'The login page did not answer as qBittorrent; is this the address of its Web UI?';
  throw new ExternalError('qbittorrent', 'unexpected', strange);
}
