import fc from 'fast-check';
import { expect, test } from 'vitest';
import { limits } from '../../../src/chat/discord/limits.ts';
import type { Payload } from '../../../src/chat/discord/payload.ts';
import { renderPlain, renderReply } from '../../../src/chat/discord/render.ts';
import { noPictures } from '../../../src/command/picture.ts';
import type { Block } from '../../../src/command/reply.ts';
import type { Component } from '../../../src/sandbox/discord/component.ts';
import type { FormFault } from '../../../src/sandbox/discord/form.ts';
import type { Embed } from '../../../src/sandbox/discord/message.ts';
import {
  checkBody,
  checkFace,
  referencedFiles,
} from '../../../src/sandbox/discord/rules/message.ts';
import { allPictures, anyReply, anyText } from '../any-reply.ts';

const text = anyText([
  '@everyone',
  '<@123456789012345678>',
  '```',
  '`',
  '**',
  '\\',
  '||',
  '[x](https://evil.example)',
  '\n# ',
  'word '.repeat(300),
  'line\n'.repeat(200),
]);
const reply = anyReply({
  text,
  name: fc.constantFrom('approve', 'series', 'rules'),
  field: fc.constantFrom('proposal', 'reason', 'freeOnly'),
  value: fc.string({ minLength: 1, maxLength: 20 }),
});

const choicesOf = () => [];

/** What Discord's rules say to a payload. */
function faultsOf({ files, ...body }: Payload): FormFault[] {
  const faults: FormFault[] = [];
  checkBody(faults, body);
  const components = body.components as unknown as Component[];
  const embeds = body.embeds as unknown as Embed[];
  const face = { ...body, components, embeds, attachments: [], flags: 0 };
  checkFace(faults, face);
  const names = files.map(({ name }) => name);
  expect(referencedFiles(face).filter((name) => !names.includes(name))).toEqual([]);
  expect(new Set(names).size).toBe(names.length);
  return faults;
}

test.each([
  ['with embeds', renderReply],
  ['as plain text', renderPlain],
])('any reply %s is within every limit of Discord', (_name, render) => {
  fc.assert(
    fc.property(reply, fc.boolean(), (any, isIllustrated) => {
      const payload = render(any, choicesOf, isIllustrated ? allPictures(any) : noPictures);

      expect(faultsOf(payload)).toEqual([]);
      expect(payload.content.length + payload.embeds.length).toBeGreaterThan(0);
      expect(payload.files.length).toBeLessThanOrEqual(limits.embeds + 2);
      expect(Math.max(0, ...payload.files.map(({ data }) => data.length))).toBeLessThan(4_000_000);
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

  const { embeds, files } = renderReply({ title: 'Report', tone: 'info', blocks }, choicesOf);

  expect(embeds[0]?.description).toMatch(/… .*\(cut: \d+ characters\)\nMore of it is in/);
  expect(files[0]?.data.toString()).toContain('(cut: 1200000 characters in all)');
});
