import { expect, test } from 'vitest';
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
