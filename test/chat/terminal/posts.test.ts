import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { createTerminal } from '../../../src/chat/terminal/index.ts';
import { type Reply, say } from '../../../src/command/reply.ts';
import { commands, execute, openCard, person } from './commands.ts';
import { updateLine } from '../../../src/chat/terminal/update-line.ts';
import { sit } from './sitting.ts';

function downloading(done: number): Reply {
  return {
    title: openCard.title,
    tone: 'info',
    blocks: [
      { kind: 'text', text: 'Approved by Ann · downloading' },
      { kind: 'progress', label: 'Download', done, total: 100 },
    ],
  };
}

test('two posts while a person types leave the typed text and its cursor alone', async () => {
  const { terminal, type, seen, enter, look } = await sit();
  type('gaps Land of ');
  await seen('warden> gaps Land of');
  type('\u001b[D\u001b[D');

  await terminal.post(say('First', 'One.'), 'a');
  await terminal.post(say('Second', 'Two.'), 'b');

  expect(look().split('\n').slice(-7)).toEqual([
    '• First',
    '  One.',
    '',
    '• Second',
    '  Two.',
    '',
    'warden> gaps Land of',
  ]);
  await enter('Xx', 'Gaps of Land oXxf');
});

test('a typed text longer than the line survives a post too', async () => {
  const { terminal, type, seen, look } = await sit({}, 40);
  type('request A Very Long Title ');
  type('That Goes On And On Over Three Rows Of The Screen');
  await seen('\neen');

  await terminal.post(say('First', 'One.'), 'a');
  await terminal.post(say('Second', 'Two.'), 'b');

  expect(look().split('\n').slice(-9)).toEqual([
    '• First',
    '  One.',
    '',
    '• Second',
    '  Two.',
    '',
    'warden> request A Very Long Title That G',
    'oes On And On Over Three Rows Of The Scr',
    'een',
  ]);
});

test('the same post twice is shown once', async () => {
  const { terminal, look } = await sit();

  const first = await terminal.post(openCard, 'card:proposal:12');
  const second = await terminal.post(openCard, 'card:proposal:12');

  expect(second).toEqual(first);
  expect(look().split(openCard.title)).toHaveLength(2);
});

test('progress is one line, the end of it a whole card', async () => {
  const { terminal, look } = await sit();
  const { channel, messageId } = await terminal.post(openCard, 'card:proposal:12');

  await terminal.edit(channel, messageId, downloading(45));
  await terminal.edit(channel, messageId, downloading(45));
  await terminal.edit(channel, messageId, say('12: The Glass Orchard', 'On the shelf.', 'ok'));

  expect(look().split('\n').slice(-5)).toEqual([
    '12: The Glass Orchard (Hollow Lands #3) — Approved by Ann · downloading 45 %',
    '✓ 12: The Glass Orchard',
    '  On the shelf.',
    '',
    'warden>',
  ]);
});

test('the line of an update is cut to the width, its percent last', async () => {
  const { terminal, look } = await sit({ width: 40 });

  await terminal.edit('terminal', 'card:proposal:12', downloading(45));

  expect(look()).toContain('12: The… — Approved by Ann · downl… 45 %');
});

test('a share that the words tell is not told twice', () => {
  const at45 = { kind: 'progress' as const, label: 'Download', done: 45, total: 100 };
  const card = say('12: The Glass Orchard', 'downloading: 45 % downloaded at 1.2 MB/s');

  expect(updateLine({ ...card, blocks: [...card.blocks, at45] }, 80)).toBe(
    '12: The Glass Orchard — downloading: 45 % downloaded at 1.2 MB/s',
  );
});

test('a changed card that can be pressed is shown whole, with new numbers', async () => {
  const { terminal, look, enter } = await sit();
  await terminal.post(openCard, 'card:proposal:12');

  await terminal.edit('terminal', 'card:proposal:12', { ...openCard, title: '12: A better one' });

  expect(look()).toContain('[4] Approve  [5] Reject  [6] Give it up');
  await enter('4', '✓ Approved 12');
});

test('a card that looks the same, now with a cover, is not shown again', async () => {
  const { terminal, look } = await sit();
  await terminal.post(openCard, 'card:proposal:12');
  const before = look();

  const cover = { kind: 'image', ref: 'cover:1', alt: 'Cover', size: 'small' } as const;
  await terminal.edit('terminal', 'card:proposal:12', {
    ...openCard,
    blocks: [cover, ...openCard.blocks],
  });

  expect(look()).toBe(before);
});

test('the hundredth action takes the first number again', async () => {
  const { terminal, enter, look } = await sit();
  for (let card = 0; card < 33; card += 1) await terminal.post(openCard, `card:${card}`);

  await terminal.post({ ...openCard, blocks: [cancelOf(41)] }, 'last');
  await enter('1', 'Cancelled 41');
  await enter('4', '✓ Approved 12');

  expect(look()).toContain('[99] Give it up');
});

function cancelOf(download: number): Reply['blocks'][number] {
  const style = 'default' as const;
  return {
    kind: 'buttons',
    buttons: [{ label: 'Stop', runs: 'cancel', input: { download }, style }],
  };
}

test('a post before the start or after the stop is printed plainly', async () => {
  const output = new PassThrough();
  const terminal = createTerminal({
    input: new PassThrough(),
    output,
    commands,
    execute,
    actor: person,
    isInteractive: true,
    logBug: () => undefined,
  });

  await terminal.post(say('Early', 'One.'), 'a');
  await terminal.start();
  await terminal.stop();
  await terminal.post(say('Late', 'Two.'), 'b');

  const text = String(output.read());
  expect(text.startsWith('• Early\n  One.\n\n')).toBe(true);
  expect(text.endsWith('• Late\n  Two.\n\n')).toBe(true);
});
