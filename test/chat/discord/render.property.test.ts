import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Payload } from '../../../src/chat/discord/payload.ts';
import { renderPlain, renderReply } from '../../../src/chat/discord/render.ts';
import type { Block, Button, Reply } from '../../../src/command/reply.ts';
import type { Component } from '../../../src/sandbox/discord/component.ts';
import type { FormFault } from '../../../src/sandbox/discord/form.ts';
import type { Embed } from '../../../src/sandbox/discord/message.ts';
import { checkBody, checkFace } from '../../../src/sandbox/discord/rules/message.ts';

const nasty = [
  '@everyone',
  '<@123456789012345678>',
  '```',
  '`',
  '**',
  '\\',
  '||',
  '[x](https://evil.example)',
  '\n# ',
  '\u202e',
  '\u0000',
  '\ud800',
  '魔法',
  '👩‍👩‍👧',
  '\u0301'.repeat(30),
  '\u200b',
  'word '.repeat(300),
  'x'.repeat(3000),
  'line\n'.repeat(200),
];
const text = fc
  .array(fc.oneof(fc.constantFrom(...nasty), fc.string({ unit: 'grapheme', maxLength: 12 })), {
    maxLength: 8,
  })
  .map((parts) => parts.join(''));

const name = fc.constantFrom('approve', 'series', 'rules');
const field = fc.constantFrom('proposal', 'reason', 'freeOnly');
const input = fc.dictionary(field, fc.oneof(fc.string({ maxLength: 20 }), fc.integer()), {
  maxKeys: 2,
});
const few = <Value>(value: fc.Arbitrary<Value>, maxLength = 6) => fc.array(value, { maxLength });
const asks = fc.record({
  field: fc.constant('asked'),
  label: text,
  choices: few(fc.string({ minLength: 1 })),
});
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
const option = fc.record({ label: text, value: fc.string({ minLength: 1, maxLength: 100 }) });
const point = fc.record({ at: fc.constant(new Date(0)), value: fc.double() });
const kind = <Kind extends string>(value: Kind) => fc.constant(value);

const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ kind: kind('text'), text }),
  fc.record({ kind: kind('fields'), fields: few(fc.record({ label: text, value: text }), 30) }),
  fc.record({
    kind: kind('list'),
    items: few(fc.record({ text, detail: text, buttons: few(button) }), 40),
  }),
  fc.record({ kind: kind('table'), columns: few(text), rows: few(few(text), 60) }),
  fc.record({ kind: kind('progress'), label: text, done: fc.double(), total: fc.double() }),
  fc.record({ kind: kind('image'), url: fc.oneof(text, fc.webUrl()), alt: text }),
  fc.record({ kind: kind('chart'), title: text, unit: text, points: few(point) }),
  fc.record({ kind: kind('buttons'), buttons: few(button, 30) }),
  fc.record({
    kind: kind('select'),
    select: fc.record({
      label: text,
      runs: name,
      input,
      field: kind('asked'),
      options: few(option, 40),
    }),
  }),
  fc.record({
    kind: kind('form'),
    form: fc.record({ label: text, runs: name, input, questions: few(asks, 8) }),
  }),
);
const reply: fc.Arbitrary<Reply> = fc.record({
  title: text,
  tone: fc.constantFrom('info' as const, 'ok' as const, 'warning' as const, 'danger' as const),
  blocks: few(block, 40),
});

const choicesOf = () => [];

/** What Discord's rules say to a payload. */
function faultsOf(payload: Payload): FormFault[] {
  const body = { ...payload, file: undefined };
  const faults: FormFault[] = [];
  checkBody(faults, body);
  const components = body.components as unknown as Component[];
  const embeds = body.embeds as unknown as Embed[];
  checkFace(faults, { ...body, components, embeds, attachments: [], flags: 0 });
  return faults;
}

test.each([
  ['with embeds', renderReply],
  ['as plain text', renderPlain],
])('any reply %s is within every limit of Discord', (_name, render) => {
  fc.assert(
    fc.property(reply, (any) => {
      const payload = render(any, choicesOf);

      expect(faultsOf(payload)).toEqual([]);
      expect(payload.content.length + payload.embeds.length).toBeGreaterThan(0);
      expect(payload.file?.text.length ?? 0).toBeLessThanOrEqual(1_000_000);
    }),
    { numRuns: 60 },
  );
});

test('no foreign text keeps a mention, a hidden link, an open code block or a direction mark', () => {
  fc.assert(
    fc.property(text, text, (title, value) => {
      const blocks: Block[] = [
        { kind: 'text', text: value },
        { kind: 'fields', fields: [{ label: title, value }] },
        { kind: 'list', items: [{ text: value, detail: value }] },
        { kind: 'table', columns: [title], rows: [[value]] },
      ];
      const { content, embeds } = renderReply({ title, tone: 'info', blocks }, choicesOf);

      const all = `${content}\n${embeds[0]?.description ?? ''}`;
      const outsideCode = all.replaceAll(/^```\n.*?\n```$/gms, '');
      expect(outsideCode).not.toMatch(/(?<!\\)(?:\\\\)*[<[`]|@everyone|[\u202a-\u202e]/);
      expect(content).not.toContain('https://');
    }),
  );
});

test('a text of a million characters is cut and says so', () => {
  const blocks: Block[] = [{ kind: 'text', text: 'ab '.repeat(400_000) }];

  const { embeds, file } = renderReply({ title: 'Report', tone: 'info', blocks }, choicesOf);

  expect(embeds[0]?.description).toMatch(/… .*\(cut: \d+ characters\)\nMore of it is in/);
  expect(file?.text).toContain('(cut: 1200000 characters in all)');
});
