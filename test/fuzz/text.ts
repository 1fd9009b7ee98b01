import type { Random } from '../torrent/hostile.ts';
import { pick, whole } from './chance.ts';

/** Pieces of text that some parser somewhere has stumbled over. */
const tokens = [
  ['', ' ', '  ', '\0', '\n', '\r\n', '\t', '\u0085', '\u2028', '\u00a0', '\ufeff', '\x1b[31m'],
  [
    '\u200b',
    '\u202e',
    '\u2066',
    'e\u0301',
    '\u0301'.repeat(20),
    '\ud800',
    '\udc00',
    '👩‍👩‍👧',
    '🙂',
  ],
  ['İ', 'ß', 'ﬁ', 'Ǆ', 'ı', '½', 'Ⅳ', '١', 'Å', '日本', 'עברית', '\u{1d400}', 'ſ'],
  ['&amp;', '&amp;amp;', '&#x202e;', '&#0;', '&lt;b&gt;', '&nbsp', '<', '>', '<b>', '</b>', '<!--'],
  ['<script>', '<@&1>', '<@U1>', '@everyone', '<!channel>', '```', '`', '*', '_', '~', '|', '\\'],
  ['__proto__', 'constructor', 'toString', '../', '..\\', '/', '/etc/passwd', 'CON', 'C:\\', '//'],
  ['%', '%2e%2e', '%00', '%zz', '%E0%A4', '"', "'", '“', '”', '(', ')', '[', ']', '{', '}', '${x}'],
  ['#', ':', ';', ',', '.', '..', '-', '–', '—', ' - ', '=', '+', '&', '?', '!', '$1', '$&', '*/'],
  ['0', '00', '-0', '-1', '1', '7', '12', '1.5', '0,5', '1e999', '0x10', '9'.repeat(20), 'NaN'],
  ['1984', '1-3', '1, 2, 3', '1p1', 'I-III', 'Book Three', 'Vol. 2', 'by', 'read by', 'Unabridged'],
  [
    '64kbps',
    '[M4B]',
    '20.4 GiB',
    '2031-02-03 04:05:06',
    '23:59',
    '* * * * *',
    'https://x.example/',
  ],
  ['null', 'true', '[]', '{}', '{"a":', 'Infinity', '∞', 'and', 'the ', "d'", 'Mc', 'Jr.', 'Dr. '],
].flat();

/** One of the samples changed here and there, or tokens in a row, or any letters, or a very long text. */
export function hostileText(random: Random, samples: readonly string[], longest = 60_000): string {
  const kind = random();
  if (kind < 0.0015) return long(random, samples, longest);
  if (kind < 0.75) return changed(random, pick(random, samples), samples);
  if (kind < 0.95) return several(random, 12, () => pick(random, tokens));
  return several(random, 20, () => String.fromCharCode(whole(random, 0x1_00_00)));
}

/** A single piece of text, as a value among others. */
export function token(random: Random): string {
  return pick(random, tokens);
}

function several(random: Random, most: number, make: () => string): string {
  let text = '';
  for (let left = whole(random, most + 1); left > 0; left -= 1) text += make();
  return text;
}

/** A few pieces over and over: what costs more than its length shows here. */
function long(random: Random, samples: readonly string[], longest: number): string {
  const pieces = [token(random), token(random), pick(random, samples).slice(0, 40)];
  const unit = pieces.slice(0, 1 + whole(random, 3)).join('') || ' ';
  const head = random() < 0.3 ? pick(random, samples) : '';
  const tail = random() < 0.5 ? token(random) : '';
  return head + unit.repeat(Math.ceil((longest * (0.5 + random() / 2)) / unit.length)) + tail;
}

function changed(random: Random, sample: string, samples: readonly string[]): string {
  let text = sample;
  for (let left = 1 + whole(random, 4); left > 0; left -= 1) text = change(random, text, samples);
  return text;
}

function change(random: Random, text: string, samples: readonly string[]): string {
  const at = whole(random, text.length + 1);
  const end = Math.min(text.length, at + whole(random, 12));
  const part = text.slice(at, end);
  switch (whole(random, 8)) {
    case 0:
      return text.slice(0, at) + text.slice(end);
    case 1:
      return text.slice(0, at) + part + text.slice(at);
    case 2:
      return text.slice(0, at);
    case 3:
      return text.slice(0, at) + pick(random, samples).slice(0, 60);
    case 4:
      return (
        text.slice(0, at) +
        (random() < 0.5 ? part.toUpperCase() : part.normalize('NFD')) +
        text.slice(end)
      );
    case 5:
      return text.slice(0, at) + String.fromCharCode(whole(random, 0x80)) + text.slice(at + 1);
    default:
      return text.slice(0, at) + token(random) + text.slice(random() < 0.5 ? at : end);
  }
}
