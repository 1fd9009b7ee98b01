import { load } from 'cheerio';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plainText } from '../../../src/command/plain-text.ts';
import { html, textOf } from '../../../src/http/dashboard/html.ts';

const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' autofocus onfocus='alert(1)",
    '</title><script>',
    '&lt;b&gt;',
    '\u202egnp.exe',
  ),
);

test('whatever a text holds, it is shown as that text and nothing else', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const page = load(textOf(html`<p title="${text}">${text}</p>`), null, false);

      expect(page('*').length).toBe(1);
      expect(Object.keys(page('p').attr() ?? {})).toEqual(['title']);
      expect(page('p').text()).toBe(plainText(text));
      expect(page('p').attr('title')).toBe(plainText(text));
    }),
  );
});

test('only markup made here is markup; what looks like it is text', () => {
  const forged = JSON.parse('{"html":"<b>x</b>"}') as string;

  expect(textOf(html`<i>${[html`<b>${1}</b>`, null, false, undefined, '<']}</i>`)).toBe(
    '<i><b>1</b>&lt;</i>',
  );
  expect(() => textOf(html`${forged}`)).toThrow(TypeError);
});
