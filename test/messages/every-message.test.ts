import { expect, test } from 'vitest';
import { discoverCommands } from '../../src/command/discover.ts';
import type { Block, Button, Reply } from '../../src/command/reply.ts';
import { alerts } from '../pictures/alerts.ts';
import { cards } from '../pictures/cards.ts';

const messages = Object.entries<Reply>({ ...alerts, ...cards });
const commands = await discoverCommands();
const mostInRow = 5;

test.each(messages)('"%s" says nothing that only a program would say', (_name, reply) => {
  for (const text of textsOf(reply)) {
    expect(text).not.toMatch(/undefined|\bnull\b|NaN|\[object|\{"|Infinity/);
    expect(text).toBe(text.trim());
    expect(text).not.toMatch(/\S {2,}\S|\s[,.;:]|\.\.(?!\.)|\(\)/);
  }
});

test.each(messages)('"%s" counts one thing as one', (_name, reply) => {
  const several =
    'books|torrents|releases|weeks|days|hours|minutes|seeders|points|fields|messages|proposals|gaps|bookmarks|positions|downloads|lines|people';
  for (const text of textsOf(reply)) {
    expect(text).not.toMatch(new RegExp(`(?<![\\d.,])1 (?:more )?(?:${several})\\b`));
    expect(text).not.toMatch(/(?<![\d.,])1 (?:are|owe|have)\b/);
  }
});

test.each(messages)('"%s" does not repeat the name of a field in it', (_name, reply) => {
  for (const block of reply.blocks) {
    if (block.kind !== 'fields') continue;
    for (const { label, value } of block.fields) {
      expect(value).not.toBe('');
      expect(value.toLowerCase().startsWith(`${label.toLowerCase()} `)).toBe(false);
    }
  }
});

test.each(messages)('"%s" has a title that is no sentence', (_name, { title }) => {
  expect(title).not.toMatch(/[.:;,]$/);
});

test.each(messages)('"%s" has buttons that are commands, few enough for a row', (_name, reply) => {
  for (const buttons of rowsOf(reply.blocks)) {
    expect(buttons.length).toBeLessThanOrEqual(mostInRow);
    for (const button of buttons) expect(problemWith(button)).toBeNull();
  }
});

test('a message that warns says what can be done, or offers it', () => {
  const silent = messages.filter(
    ([, { tone, blocks }]) =>
      (tone === 'warning' || tone === 'danger') &&
      rowsOf(blocks).flat().length === 0 &&
      !textsOf({ title: '', tone, blocks }).some((text) => /^(?:You can|Next step)/.test(text)),
  );

  // A card in these states goes on by itself and says so.
  expect(silent.map(([name]) => name)).toEqual(['failed', 'held']);
});

/** Every text of a reply, a field as its label and its value. */
function textsOf({ title, blocks }: Reply): string[] {
  return [title, ...blocks.flatMap(textsIn)].filter((text) => text !== '');
}

function textsIn(block: Block): string[] {
  switch (block.kind) {
    case 'text':
      return block.text.split('\n');
    case 'fields':
      return block.fields.map(({ label, value }) => `${label} ${value}`);
    case 'list':
      return [
        block.title ?? '',
        ...block.items.flatMap(({ text, detail = '', buttons = [] }) => [
          text,
          detail,
          ...buttons.map(({ label }) => label),
        ]),
      ];
    case 'table':
      return [...block.columns, ...block.rows.flat()];
    case 'progress':
      return [block.label];
    case 'image':
      return [block.alt];
    case 'chart':
      return [block.title];
    case 'buttons':
      return block.buttons.map(({ label }) => label);
    case 'select':
      return [block.select.label, ...block.select.options.map(({ label }) => label)];
    case 'form':
      return [block.form.label, ...block.form.questions.map(({ label }) => label)];
  }
}

function rowsOf(blocks: readonly Block[]): Button[][] {
  return blocks.flatMap((block) => {
    if (block.kind === 'buttons') return [block.buttons];
    return block.kind === 'list' ? block.items.map(({ buttons = [] }) => buttons) : [];
  });
}

/** Why a press would be refused before anything is tried; null when it would not. */
function problemWith({ runs, input, asks }: Button): string | null {
  const command = commands.get(runs);
  if (!command) return `there is no command ${runs}`;
  const parsed = command.input.safeParse(input);
  // What is asked first has no value yet.
  const problems = parsed.error?.issues.filter(({ path }) => path[0] !== asks?.field) ?? [];
  return problems.length === 0 ? null : `${runs}: ${problems.map(({ message }) => message).join()}`;
}
