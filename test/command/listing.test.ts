import { expect, test } from 'vitest';
import { renderReply } from '../../src/chat/discord/render.ts';
import { discoverCommands } from '../../src/command/discover.ts';
import { listCommands } from '../../src/command/listing.ts';

const names = async (role: Parameters<typeof listCommands>[0]) =>
  (await listCommands(role, undefined)).rows.map(({ name }) => name);

test('everybody sees what they may call, and the higher role sees all of the lower', async () => {
  const [viewer, member, operator, owner] = [
    await names('viewer'),
    await names('member'),
    await names('operator'),
    await names('owner'),
  ];

  expect(viewer).toContain('help');
  expect(viewer).not.toContain('request');
  expect(member).toEqual(expect.arrayContaining([...viewer, 'request']));
  expect(member).not.toContain('approve');
  expect(operator).toEqual(expect.arrayContaining([...member, 'approve', 'reject']));
  expect(owner).toEqual(expect.arrayContaining(operator));
});

test('one command is described for anybody who asks for it', async () => {
  expect((await listCommands('viewer', 'approve')).rows).toMatchObject([
    { name: 'approve', usage: expect.stringMatching(/^approve <proposal>/), role: 'operator' },
  ]);
});

test('a command that does not exist is an error with a way on', async () => {
  await expect(listCommands('owner', 'dance')).rejects.toMatchObject({
    code: 'not_found',
    message: 'There is no command "dance".',
  });
});

test('what only the button of a card can call is not listed', async () => {
  expect(await names('owner')).not.toContain('confirm');
  expect(await names('owner')).toContain('approve');
});

test('the options of a command come with what they mean and may be', async () => {
  const [series] = (await listCommands('operator', 'series')).rows;

  expect(series?.options).toContainEqual({
    name: 'monitor',
    isRequired: false,
    choices: ['all', 'future', 'missing', 'none'],
    description: expect.any(String),
  });
  expect(series?.options.find(({ name }) => name === 'limit')?.description).toBe(
    'how many at once',
  );
});

test('the list of everything an owner may type has room in one message of Discord', async () => {
  const help = (await discoverCommands()).get('help');
  const listed = { ...(await listCommands('owner', undefined)), isOne: false };

  const reply = help?.view(listed);

  expect(reply && renderReply(reply, () => []).files).toEqual([]);
});
