import { expect, test } from 'vitest';
import { createLog, scrub } from '../src/log.ts';

const secret = 'p"a/s s+w%ö\\rd';

test.each([
  ['as it is', secret],
  ['in JSON', JSON.stringify({ password: secret })],
  ['in an address', `http://nas/?key=${encodeURIComponent(secret)}`],
  ['in an address with small letters', encodeURIComponent(secret).toLowerCase()],
  ['in a form', new URLSearchParams({ password: secret }).toString()],
  ['several times', `${secret} and ${secret}`],
])('a secret is cut out %s', (_, text) => {
  const clean = scrub(text, [secret]);

  expect(clean).toContain('[hidden]');
  expect(clean).not.toMatch(/p"a|p\\"a|p%22a|w%|w%25/i);
});

test('a secret that was configured in its encoded form is known in its plain form', () => {
  expect(scrub('cookie ab+c/d= here', ['ab%2Bc%2Fd%3D'])).toBe('cookie [hidden] here');
});

test('a secret that begins like another does not save the rest of it', () => {
  expect(scrub('abcdef abc', ['abc', 'abcdef'])).toBe('[hidden] [hidden]');
});

test('a secret that is no valid encoding of anything does not stop the log', () => {
  expect(scrub('50%off \ud800', ['50%off', '\ud800'])).toBe('[hidden] [hidden]');
});

const hash = 'Ab12~+/=%2F_-xyz0123456789';
const passkey = '0123456789abcdef0123456789abcdef';
test.each([
  ['a download link', `GET https://www.example.net/tor/download.php/${hash} failed`, hash],
  [
    'a download link in JSON of another program',
    `{"u":"https:\\/\\/x\\/download.php\\/Hash99"}`,
    'Hash99',
  ],
  ['a download hash in a search answer', `{"id":1,"dl":"${hash}","title":"A"}`, hash],
  ['a download hash in JSON within JSON', JSON.stringify(`{"dl":"Hash99"}`), 'Hash99'],
  [
    'the passkey of an announce address',
    `https://t.example.net/tracker.php/${passkey}/announce`,
    passkey,
  ],
  ['a passkey in the path', `udp://x:1/${passkey}/announce`, passkey],
  ['a passkey behind announce', `http://x/announce/${passkey}`, passkey],
  ['a passkey in the query', `http://x/announce.php?uid=1&passkey=${passkey}&x=1`, passkey],
  ['a torrent_pass', `http://x/a?torrent_pass=${passkey}`, passkey],
  ['an api key in the query', `http://prowlarr:9696/api?t=search&apikey=${passkey}`, passkey],
  ['the session cookie', `set-cookie: mam_id=${hash}; path=/`, hash],
  ['the session cookie in JSON', `{"mam_id":"s3ssion%2F99"}`, 's3ssion%2F99'],
  [
    'the cookie of the download client',
    'cookie: SID=s3ssion99; QBT_SID_8080=s3ssion99',
    's3ssion99',
  ],
  ['a bearer token', '{"authorization":"Bearer s3cret.token-99"}', 's3cret.token-99'],
  ['a basic login', 'Authorization: Basic dXNlcjpwYXNz', 'dXNlcjpwYXNz'],
  ['a login in an address', 'postgres://warden:s3cret@db:5432/x', 's3cret'],
  ['a password with @', 'http://warden:s3@cret@nas/', 's3@cret'],
  ['a password without user', 'redis://:s3cret@cache', 's3cret'],
  ['a login in an address in JSON', 'http:\\/\\/warden:s3cret@nas\\/x', 's3cret'],
])('%s is cut out, whoever wrote it', (_, text, hiddenPart) => {
  const clean = scrub(text, []);

  expect(clean).toContain('[hidden]');
  expect(clean).not.toContain(hiddenPart);
});

test.each([
  'http://nas:8080/path/to@file',
  'https://www.example.net/tor/download.php?tid=12',
  'Basic Instructions by Ann Bearer',
  'announce/12 "dlc": "x"',
  '2026-06-10T10:00:00Z',
])('what is no credential stays: %s', (text) => {
  expect(scrub(text, [])).toBe(text);
});

test('what is around a secret stays readable', () => {
  const line = `POST http://warden:s3cret@nas:8080/login for The Salt Road mam_id=abc; path=/`;

  expect(scrub(line, ['s3cret'])).toBe(
    'POST http://[hidden]@nas:8080/login for The Salt Road mam_id=[hidden]; path=/',
  );
});

test('a log line is one line of JSON without secrets, from its level on, for every writer', () => {
  const [one, other]: [string[], string[]] = [[], []];
  const log = createLog('info', [secret], [(line) => one.push(line), (line) => other.push(line)]);

  log.debug({}, 'not shown');
  log.warn({ cause: `wrong: ${secret}`, nested: { [secret]: [secret] } }, 'login failed');

  expect(other).toEqual(one);
  expect(one.every((line) => line.endsWith('}\n'))).toBe(true);
  expect(one.map((line): unknown => JSON.parse(line))).toMatchObject([
    {
      level: 40,
      msg: 'login failed',
      cause: 'wrong: [hidden]',
      nested: { '[hidden]': ['[hidden]'] },
    },
  ]);
});
