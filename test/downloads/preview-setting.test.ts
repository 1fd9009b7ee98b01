import { expect, test } from 'vitest';
import type { Reply } from '../../src/command/reply.ts';
import { textOf } from '../e2e/chat-room.ts';
import { openPipeline } from './pipeline.ts';

const listOf = (reply: Reply) =>
  reply.blocks.flatMap((block) =>
    block.kind === 'list' ? block.items.map(({ text }) => text) : [],
  );

test('a new PATH_TEMPLATE is answered with three paths it makes', async (context) => {
  const { type } = await openPipeline(context);

  const before = await type('settings', { name: 'PATH_TEMPLATE' });
  const after = await type('settings', {
    name: 'PATH_TEMPLATE',
    value: '{author}/{series} {position} - {title} ({narrator})',
  });

  expect(listOf(before)).toEqual([
    'Jules Verne/Captain Nemo/02 - The Mysterious Island {Edmund Garrick}',
    'Jerome K. Jerome/Three Men in a Boat- To Say Nothing of the Dog {Nora Vance, Owen Hartnell}',
    'Ada Moss, Ben Cole and others/The Seasons/03.5 - A Winter’s Interlude',
  ]);
  expect(listOf(after)).toEqual([
    'Jules Verne/Captain Nemo 02 - The Mysterious Island (Edmund Garrick)',
    'Jerome K. Jerome/Three Men in a Boat- To Say Nothing of the Dog (Nora Vance, Owen Hartnell)',
    'Ada Moss, Ben Cole and others/The Seasons 03.5 - A Winter’s Interlude',
  ]);
});

test('a template that cannot be used is refused with what is wrong, and the old one stays', async (context) => {
  const { type, rows } = await openPipeline(context);

  const changed = type('settings', { name: 'PATH_TEMPLATE', value: '{author}/{titel}' });

  await expect(changed).rejects.toMatchObject({
    code: 'bad_input',
    message:
      'PATH_TEMPLATE: {titel} is none of {author}, {series}, {position}, {title}, {narrator}',
  });
  expect(await rows('select 1 from settings')).toEqual([]);
});

test('a new PATH_MAP is answered with where the client’s folders are then', async (context) => {
  const { type, rows } = await openPipeline(context);
  await rows(
    `insert into downloads (title, source, save_path) values
       ('A', 'mam', '/downloads/books'), ('B', 'mam', 'C:\\downloads'), ('C', 'mam', '/downloads/books')
     returning id`,
  );

  const reply = await type('settings', {
    name: 'path map',
    value: '/downloads=/mnt/dl;C:\\downloads=/mnt/win',
  });
  const refused = type('settings', { name: 'PATH_MAP', value: '/downloads' });

  expect(listOf(reply).sort()).toEqual([
    '/downloads/books → /mnt/dl/books',
    'C:\\downloads → /mnt/win',
  ]);
  await expect(refused).rejects.toMatchObject({
    message: 'PATH_MAP: "/downloads" is not <full client path>=<our full path>',
  });
});

test('other settings have no preview', async (context) => {
  const { type } = await openPipeline(context);

  const reply = await type('settings', { name: 'MAX_GB', value: '4' });

  expect(textOf(reply)).toContain('MAX_GB = 4');
  expect(listOf(reply)).toEqual([]);
});
