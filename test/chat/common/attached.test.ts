import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { withAttached } from '../../../src/chat/common/attached.ts';
import { fileHosts } from '../../../src/chat/common/file-hosts.ts';
import { discoverCommands } from '../../../src/command/discover.ts';

const commands = await discoverCommands();
const call = { command: 'rules', input: { action: 'import', page: 'rules.php' } };

/** A machine beside ours that notes who asked; `length` characters are its answer. */
async function openNeighbour(length: number) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end('x'.repeat(length));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => void server.close(() => resolve())));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

const attach = (address: string, apiUrl: string) =>
  withAttached(
    commands,
    call,
    { name: 'rules.html', address, sizeBytes: 5 },
    {
      service: 'slack',
      isFileHost: fileHosts(apiUrl, /(?:^|\.)slack\.com$/),
    },
  );

test('a shared file that lies on another machine is not fetched', async () => {
  const { url, asked } = await openNeighbour(5);

  await expect(attach(`${url}/secret`, 'https://slack.com/api/')).rejects.toThrow(
    'rules.html only leads to another place, where the bot fetches nothing.',
  );
  expect(asked).toEqual([]);
});

test('a file of the chat fills its field, whatever size it said to have, up to 5 MB', async () => {
  const [small, large] = [await openNeighbour(5), await openNeighbour(6_000_000)];

  expect((await attach(`${small.url}/file`, small.url)).input).toMatchObject({ text: 'xxxxx' });
  await expect(attach(`${large.url}/file`, large.url)).rejects.toThrow(
    /rules\.html has 5\.\d MB\./,
  );
});

test.each([
  ['https://files.slack.com/files-pri/T1-F1/rules.html', true],
  ['https://slack.com/x', true],
  ['https://api.example/x', true],
  ['http://files.slack.com/x', false],
  ['https://files.slack.com:8443/x', false],
  ['https://user:key@files.slack.com/x', false],
  ['https://evilslack.com/x', false],
  ['https://slack.com.evil.example/x', false],
  ['http://169.254.169.254/latest/meta-data', false],
  ['file:///etc/passwd', false],
  ['no address', false],
])('%s is a place of files of the chat: %s', (address, isOne) => {
  expect(fileHosts('https://api.example/', /(?:^|\.)slack\.com$/)(address)).toBe(isOne);
});
