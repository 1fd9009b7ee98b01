import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plainProse } from '../../src/metadata/plain-prose.ts';

test.each([
  ['<p>One &amp; two.</p><p>Three<br/>four</p>', 'One & two.\n\nThree\nfour'],
  ['<b>Ember</b> in <i>full</i>', 'Ember in full'],
  ['a line\nthat goes on', 'a line that goes on'],
  ['<script src="x">', null],
  ['2 < 3 and 4 > 3', '2 < 3 and 4 > 3'],
  ['&lt;p&gt;', '<p>'],
  ['', null],
  [null, null],
])('%o becomes %o', (html, text) => {
  expect(plainProse(html)).toBe(text);
});

test('any text is read, and what has no tag keeps its words', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(plainProse(text) ?? '').toBe((plainProse(text) ?? '').trim());
    }),
  );
});
