import { ExternalError, NoRoomError } from '../../errors.ts';
import { expectOk, type HttpAnswer } from '../http.ts';
import { plainText } from './text.ts';

/** Makes a text of the site fit for an error message: short and free of secrets. */
export type Quote = (text: string) => string;

/**
 * Cuts out the session cookie and whatever else could be a key: a personal download hash, a passkey
 * and a cookie are all long runs without a blank, which no sentence of the site has.
 */
export function quoteWithout(cookie: string): Quote {
  return (text) => {
    const safe = text
      .split(cookie || '\0')
      .join('…')
      .replaceAll(/\S{24,}/g, '…');
    return plainText(safe.slice(0, 1000).replaceAll(/<[^>]*>/g, ' ')).slice(0, 120);
  };
}

/** Throws what the session has to remember: a cookie that is not accepted, a request to slow down. */
export function expectSession(answer: HttpAnswer, quote: Quote, now: Date, isPage = false): void {
  const { status } = answer;
  if (status === 401 || status === 403) {
    throw new ExternalError('tracker', 'unauthorized', refusal(answer, quote));
  }
  if (isPage ? isSignInForm(answer) : isLoginPage(answer)) {
    const text = `tracker answered ${status} with a page instead of data: the session is not signed in`;
    throw new ExternalError('tracker', 'unauthorized', text);
  }
  const isThrottled = status === 429 || (status === 503 && answer.headers['retry-after']);
  if (isThrottled) expectOk('tracker', answer, now);
}

/** Throws for every other answer without content: a torrent that is gone, a fault of the site. */
export function expectContent(answer: HttpAnswer): void {
  const { status } = answer;
  if (status === 404 || status === 410) {
    throw new ExternalError(
      'tracker',
      'refused',
      `tracker has nothing at this address (${status})`,
    );
  }
  if (status === 406) throw new NoRoomError();
  if (status < 200 || (status >= 300 && status < 400)) {
    const text = `tracker answered ${status}, and redirects are not followed`;
    throw new ExternalError('tracker', 'unexpected', text);
  }
  expectOk('tracker', answer);
}

/** `Error, you are not signed in <br />Invalid/missing cookie`: the reason follows the break. */
function refusal(answer: HttpAnswer, quote: Quote): string {
  const said = `tracker answered ${answer.status}`;
  const body = answer.body.toString('utf8').trim();
  if (body.startsWith('<')) return said;
  const [, afterBreak] = body.split(/<br ?\/?>/i);
  const reason = quote(afterBreak ?? body);
  return reason === '' ? said : `${said}: ${reason}`;
}

/** Where a page is due, only the form that asks for a password tells that nobody is signed in. */
function isSignInForm(answer: HttpAnswer): boolean {
  const { status } = answer;
  if (status >= 300 && status < 400) return /login/i.test(String(answer.headers['location']));
  return /takelogin|type=["']?password/i.test(answer.body.toString('utf8'));
}

function isLoginPage(answer: HttpAnswer): boolean {
  const { status } = answer;
  if (status >= 300 && status < 400) return /login/i.test(String(answer.headers['location']));
  if (status < 200 || status >= 300) return false;
  const head = answer.body.subarray(0, 64).toString('utf8').trimStart();
  const isData = /^[{[]|^d\d/.test(head);
  return head === '' || head.startsWith('<') || (!isData && answer.contentType.includes('html'));
}
