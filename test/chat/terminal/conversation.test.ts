import { expect, test } from 'vitest';
import { say } from '../../../src/command/reply.ts';
import { openCard } from './commands.ts';
import { sit } from './sitting.ts';

test('a typed command is answered above a new prompt', async () => {
  const { enter, look } = await sit();

  await enter('gaps Land of Oz limit:5', 'At most 5.');

  expect(look()).toBe(
    [
      'Shelfwarden listens. Type "help" for the commands, a number in brackets to press',
      'it, "exit" to leave.',
      '',
      'warden> gaps Land of Oz limit:5',
      '• Gaps of Land of Oz',
      '  At most 5.',
      '',
      'warden>',
    ].join('\n'),
  );
});

test('mistakes are told with what to do; a service is named', async () => {
  const { enter, look, bugs } = await sit();

  await enter('gapz', 'Did you mean "gaps"?');
  await enter('approve', 'Usage: approve <proposal>');
  await enter('card now', 'has no option "now"');
  await enter('settings', 'needs the role owner');
  await enter('12', 'Nothing on the screen has the number 12');
  await enter('away', 'The tracker cannot be reached (tracker did not answer in 10 s).');

  expect(look()).toContain('! There is no command "gapz".');
  expect(bugs).toEqual([]);
});

test('a bug shows an id only; the cause goes to the log', async () => {
  const { enter, look, bugs } = await sit();

  await enter('broken', 'The log tells more under the id');

  expect(look()).not.toContain('secret detail');
  expect(bugs).toEqual([new TypeError('secret detail')]);
});

test('the number of a button presses it, and still does after newer messages', async () => {
  const { enter, terminal, look } = await sit();
  await terminal.post(openCard, 'card:proposal:12');
  await terminal.post({ ...openCard, title: '13: Another' }, 'card:proposal:13');

  await enter('1', '✓ Approved 12');
  await enter('[4]', '✓ Approved 12');

  expect(look().match(/It is fetched now/g)).toHaveLength(2);
});

test('reject asks why: a number, the words or nothing at all', async () => {
  const { enter, terminal, look } = await sit();
  await terminal.post(openCard, 'card:proposal:12');

  await enter('2', '3) not now');
  await enter('9', 'Type a number from 1 to 3.');
  await enter('2', 'Reason: too big.');
  await enter('2', 'Why not? (an empty line cancels)');
  await enter('Wrong Book', 'Reason: wrong book.');
  await enter('2', 'Why not?');
  await enter('', 'Nothing was done.');

  expect(look()).toContain('  1) wrong book\n  2) too big\n  3) not now');
});

test('a button that destroys and asks nothing wants a yes', async () => {
  const { enter, terminal, look } = await sit();
  await terminal.post(openCard, 'card:proposal:12');

  await enter('3', 'Give it up? [y/N]');
  await enter('no', 'Nothing was done.');
  expect(look()).not.toContain('Cancelled');

  await enter('3', 'Give it up? [y/N]');
  await enter('y', 'Cancelled 7');
});

test('a form asks question by question; an optional one may be skipped', async () => {
  const { enter, terminal, look } = await sit();
  const questions = [
    { field: 'title', label: 'Title' },
    { field: 'author', label: 'Author' },
  ];
  const form = { label: 'Ask for a book', runs: 'request', input: {}, questions };
  await terminal.post(
    { title: 'Wishes', tone: 'info', blocks: [{ kind: 'form', form }] },
    'wishes',
  );

  await enter('1', 'Title (an empty line cancels)');
  await enter('1984', 'Author (an empty line skips this)');
  await enter('', 'Requested 1984');

  expect(look()).toContain('By anybody.');
});

test('a chosen row is put into the command', async () => {
  const { enter, terminal, look } = await sit();
  const select = {
    label: 'Which?',
    runs: 'approve',
    input: {},
    field: 'proposal',
    options: [{ label: 'The Glass Orchard', value: '12' }],
  };
  await terminal.post(
    { title: 'Pick', tone: 'info', blocks: [{ kind: 'select', select }] },
    'pick',
  );

  await enter('1', '✓ Approved 12');

  expect(look()).not.toContain('Usage');
});

test('what is no command as typed is plain language, and a question mark makes it so', async () => {
  const heard: string[] = [];
  const { enter, look } = await sit({
    talk: async ({ line, place, canBePrivate }) => {
      heard.push(`${line} (${place}, ${canBePrivate})`);
      return line.startsWith('approve')
        ? null
        : { reply: say('Understood', line), isPrivate: false };
    },
  });

  await enter('what is missing from Oz', 'what is missing from Oz');
  await enter('gaps Land of Oz?', 'gaps Land of Oz?');
  await enter('approve the first', 'Usage: approve <proposal>');
  await enter('approve 12', '✓ Approved 12');

  expect(heard).toEqual([
    'what is missing from Oz (terminal, true)',
    'gaps Land of Oz? (terminal, true)',
    'approve the first (terminal, true)',
  ]);
  expect(look()).toContain('Understood');
});
