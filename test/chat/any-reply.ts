import fc from 'fast-check';
import type { Picture, Pictures } from '../../src/command/picture.ts';
import type { Block, Button, Reply } from '../../src/command/reply.ts';

const alwaysNasty = [
  '\u0000',
  '\n',
  ' ',
  '\u202e',
  '\u2066',
  '\u200b',
  '\ud800',
  '魔法',
  '👩‍👩‍👧',
  '👩\u200d'.repeat(60),
  '\u0301'.repeat(30),
  'x'.repeat(3100),
];

const few = <Value>(value: fc.Arbitrary<Value>, maxLength = 6) => fc.array(value, { maxLength });

/** Texts nobody would write, with those that one platform minds in particular. */
export function anyText(nasty: readonly string[]): fc.Arbitrary<string> {
  const part = fc.oneof(
    fc.constantFrom(...alwaysNasty, ...nasty),
    fc.string({ unit: 'grapheme', maxLength: 12 }),
  );
  return few(part, 8).map((parts) => parts.join(''));
}

export function anyQuestion(text: fc.Arbitrary<string>, field = text) {
  return fc.record(
    { field, label: text, choices: few(fc.string({ minLength: 1 })) },
    { requiredKeys: ['field', 'label'] },
  );
}

type Ingredients = {
  text: fc.Arbitrary<string>;
  /** Names of commands and fields; any text where the platform takes any. */
  name?: fc.Arbitrary<string>;
  field?: fc.Arbitrary<string>;
  /** Values of inputs and options. */
  value?: fc.Arbitrary<string>;
};

/** Any reply, also one that nobody would write. */
export function anyReply({ text, name = text, field = text, value = text }: Ingredients) {
  const many = <Value>(one: fc.Arbitrary<Value>) => few(one, 60);
  const input = fc.dictionary(field, fc.oneof(value, fc.integer()), { maxKeys: 2 });
  const asked = fc.constant('asked');
  const asks = anyQuestion(text, asked);
  const button: fc.Arbitrary<Button> = fc.record(
    {
      label: text,
      runs: name,
      input,
      style: fc.constantFrom('primary' as const, 'danger' as const, 'default' as const),
      asks,
    },
    { requiredKeys: ['label', 'runs', 'input', 'style'] },
  );
  const point = fc.record({ at: fc.constant(new Date(0)), value: fc.option(fc.double()) });
  const tone = fc.constantFrom('info' as const, 'ok' as const, 'danger' as const);
  const figure = fc.record({ label: text, value: fc.double(), tone });
  const call = { label: text, runs: name, input };
  const select = fc.record({
    ...call,
    field: asked,
    options: many(fc.record({ label: text, value })),
  });
  const block: fc.Arbitrary<Block> = fc.oneof(
    fc.record({ kind: kind('text'), text }),
    fc.record({ kind: kind('fields'), fields: many(fc.record({ label: text, value: text })) }),
    fc.record({
      kind: kind('list'),
      title: text,
      items: few(fc.record({ text, detail: text, buttons: few(button) }), 20),
    }),
    fc.record({ kind: kind('table'), columns: few(text), rows: many(few(text)) }),
    fc.record({
      kind: kind('progress'),
      label: text,
      done: fc.double(),
      total: fc.option(fc.double()),
    }),
    fc.record({
      kind: kind('image'),
      ref: text,
      alt: text,
      size: fc.constantFrom('small' as const, 'large' as const),
    }),
    fc.record(
      { kind: kind('chart'), title: text, unit: text, points: few(point), lines: few(figure, 2) },
      { requiredKeys: ['kind', 'title', 'unit', 'points'] },
    ),
    fc.record({
      kind: kind('chart'),
      title: text,
      rows: few(fc.record({ label: text, parts: few(figure, 3) }), 2),
    }),
    fc.record({ kind: kind('buttons'), buttons: few(button, 30) }),
    fc.record({ kind: kind('select'), select }),
    fc.record({ kind: kind('form'), form: fc.record({ ...call, questions: few(asks, 8) }) }),
  );
  const reply: fc.Arbitrary<Reply> = fc.record({
    title: text,
    tone: fc.constantFrom('info' as const, 'ok' as const, 'warning' as const, 'danger' as const),
    blocks: few(block, 12),
  });
  return reply;
}

export const png: Picture = { bytes: Buffer.from('89504e470d0a1a0a', 'hex'), type: 'image/png' };

/** A picture for each block that can have one. */
export function allPictures({ blocks }: Reply): Pictures {
  const having = blocks.filter(({ kind: one }) => one === 'image' || one === 'chart');
  return new Map(having.map((block) => [block, png]));
}

function kind<Kind extends string>(value: Kind) {
  return fc.constant(value);
}
