import { expect, test } from 'vitest';
import { rotatedCookie } from '../../../src/clients/mam/rotated-cookie.ts';

const now = new Date('2031-05-04T12:00:00Z');

function rotation(setCookie: string | string[] | undefined) {
  const headers = { 'set-cookie': setCookie };
  const answer = { status: 200, contentType: '', headers, body: Buffer.alloc(0) };
  return rotatedCookie(answer, 'old', now);
}

test.each<[string, string | string[]]>([
  ['a plain cookie', 'mam_id=new'],
  ['attributes', 'mam_id=new; Path=/; Domain=.tracker.example; Secure; HttpOnly'],
  ['a later expiry', 'mam_id=new; expires=Mon, 05 May 2031 12:00:00 GMT'],
  ['a Max-Age', 'mam_id=new; Max-Age=1296000'],
  ['Max-Age over a past expiry', 'mam_id=new; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT'],
  ['an expiry that cannot be read', 'mam_id=new; Expires=soon'],
  ['other cookies around it', ['lid=1', 'mam_id=new', 'mbsc=2']],
  ['the last of several', ['mam_id=middle', 'mam_id=new']],
  ['a deletion after it', ['mam_id=new', 'mam_id=deleted; Max-Age=0']],
])('takes the new value with %s', (_name, setCookie) => {
  expect(rotation(setCookie)).toBe('new');
});

test.each<[string, string | string[] | undefined]>([
  ['no cookie at all', undefined],
  ['another cookie', 'mbsc=new'],
  ['a cookie whose name only ends alike', 'xmam_id=new'],
  ['an empty value', 'mam_id=; Path=/'],
  ['no value', 'mam_id'],
  ['the word deleted', 'mam_id=deleted'],
  ['Max-Age 0', 'mam_id=new; Max-Age=0'],
  ['a negative Max-Age', 'mam_id=new; max-age=-1'],
  ['a past expiry', 'mam_id=new; expires=Thu, 01 Jan 1970 00:00:01 GMT'],
  ['the value that was sent', 'mam_id=old'],
])('keeps the old value with %s', (_name, setCookie) => {
  expect(rotation(setCookie)).toBeUndefined();
});

test('passes a value through untouched, equals signs and escapes included', () => {
  expect(rotation('mam_id=aB%2Fc=d+e==; Path=/')).toBe('aB%2Fc=d+e==');
});
