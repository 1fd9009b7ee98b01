import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readNotifyUrls } from '../../../src/clients/notify/targets.ts';

test('each kind is read with its address', () => {
  const text =
    'ntfy+https://ntfy.sh/books gotify+http://push:8080/?token=A1 webhook+https://h/x?y=1';

  expect(readNotifyUrls(text).map(({ name, url }) => `${name} ${url.href}`)).toEqual([
    'ntfy https://ntfy.sh/books',
    'gotify http://push:8080/?token=A1',
    'webhook https://h/x?y=1',
  ]);
});

test.each([
  ['ntfy+https://ntfy.sh/', /ntfy names no topic/],
  ['gotify+https://push.example/', /gotify has no token/],
  ['https://ntfy.sh/books', /does not begin with/],
  ['webhook+ftp://h/x', /does not begin with/],
  ['smtp+https://h/?from=a@b&to=c@d', /does not begin with/],
  ['smtp+smtp://h/?to=c@d', /smtp needs from and to/],
  ['webhook+https://a/ webhook+https://b/', /names webhook twice/],
])('%s is refused with a sentence', (text, problem) => {
  expect(() => readNotifyUrls(text)).toThrow(problem);
});

test('no refusal quotes what was given', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z]{12,20}$/), (secret) => {
      const read = () => readNotifyUrls(`gotify+https://${secret}/ ${secret}+x`);

      expect(read).toThrow(Error);
      expect(read).not.toThrow(secret);
    }),
  );
});
