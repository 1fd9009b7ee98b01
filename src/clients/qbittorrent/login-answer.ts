import { ExternalError } from '../../errors.ts';
import { expectOk, type HttpAnswer } from '../http.ts';

/**
 * Why `auth/login` was refused, or null when it was accepted (200 `Ok.` up to 5.1, 204 after).
 * Whatever is no decision about the login throws.
 */
export function judgeLogin(answer: HttpAnswer): string | null {
  const text = answer.body.toString('utf8').trim();
  if (answer.status === 204 || (answer.status === 200 && text === 'Ok.')) return null;
  if (answer.status === 200 && text === 'Fails.') return 'wrong user name or password';
  if (answer.status === 401) {
    // Up to 5.1 this status only means a foreign Host header, such as another port in front of a container.
    return 'wrong user name or password, or its Web UI is not meant to be called by this address and port';
  }
  if (answer.status === 403) return 'it has banned our address after too many failed logins';
  expectOk('qbittorrent', answer);
  const strange =
    'The login page did not answer as qBittorrent; is this the address of its Web UI?';
  throw new ExternalError('qbittorrent', 'unexpected', strange);
}
