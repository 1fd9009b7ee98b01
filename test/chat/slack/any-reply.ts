import fc from 'fast-check';
import type { Block, Button, Reply } from '../../../src/command/reply.ts';

const nasty = [
  '<!channel>',
  '<@U012>',
  '&',
  '&amp;',
  '`',
  '```',
  '\u0000',
  '\u202e',
  '\ud800',
  '魔法',
  '👩‍👩‍👧',
  '👩\u200d'.repeat(60),
  '\u0301'.repeat(30),
  '\n',
  ' ',
  '&'.repeat(700),
  'x'.repeat(3100),
];
const text = fc
  .array(fc.oneof(fc.constantFrom(...nasty), fc.string({ unit: 'grapheme', maxLength: 12 })), {
    maxLength: 8,
  })
  .map((parts) => parts.join(''));

const input = fc.dictionary(fc.string({ maxLength: 5 }), text, { maxKeys: 2 });
const question = fc.record(
  { field: text, label: text, choices: fc.array(text, { maxLength: 5 }) },
  { requiredKeys: ['field', 'label'] },
);
const button: fc.Arbitrary<Button> = fc.record(
  {
    label: text,
    runs: text,
    input,
    style: fc.constantFrom('primary', 'danger', 'default'),
    asks: question,
  },
  { requiredKeys: ['label', 'runs', 'input', 'style'] },
);
const few = <Value>(value: fc.Arbitrary<Value>) => fc.array(value, { maxLength: 6 });
const many = <Value>(value: fc.Arbitrary<Value>) => fc.array(value, { maxLength: 120 });
const option = fc.record({ label: text, value: fc.oneof(text, fc.string()) });
const point = fc.record({ at: fc.constant(new Date(0)), value: fc.double() });
const item = fc.record({ text, detail: text, buttons: few(button) });

const address = fc.oneof(
  text,
  fc.constantFrom(
    'https://covers.example/1.jpg',
    `https://covers.example/${'x'.repeat(4000)}.jpg`,
    'http://covers.example/1.jpg',
    'https://192.168.1.4/1.jpg',
    'https://[fd00::4]/1.jpg',
    'https://nas.local/1.jpg',
    'https://nas/1.jpg',
  ),
);

const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), text }),
  fc.record({
    kind: fc.constant('fields' as const),
    fields: many(fc.record({ label: text, value: text })),
  }),
  fc.record({ kind: fc.constant('list' as const), items: few(item) }),
  fc.record({ kind: fc.constant('table' as const), columns: few(text), rows: many(few(text)) }),
  fc.record({
    kind: fc.constant('progress' as const),
    label: text,
    done: fc.double(),
    total: fc.option(fc.double()),
  }),
  fc.record({ kind: fc.constant('image' as const), url: address, alt: text }),
  fc.record({ kind: fc.constant('chart' as const), title: text, unit: text, points: few(point) }),
  fc.record({ kind: fc.constant('buttons' as const), buttons: many(button) }),
  fc.record({
    kind: fc.constant('select' as const),
    select: fc.record({ label: text, runs: text, input, field: text, options: many(option) }),
  }),
  fc.record({
    kind: fc.constant('form' as const),
    form: fc.record({ label: text, runs: text, input, questions: few(question) }),
  }),
);

/** Any reply, also one that nobody would write. */
export const anyReply: fc.Arbitrary<Reply> = fc.record({
  title: text,
  tone: fc.constantFrom('info', 'ok', 'warning', 'danger'),
  blocks: fc.array(block, { maxLength: 12 }),
});

export const anyQuestion = question;
