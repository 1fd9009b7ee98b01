import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');
const files = ['src', 'commands', 'jobs']
  .flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
      path.posix.join(folder, file),
    ),
  )
  .filter((file) => file.endsWith('.ts') && !file.startsWith('src/sandbox/'));

/** What opens connections: a value of such a module, or a call that needs none. Their types open nothing. */
const opening =
  /^import (?!type )[^;]*?from '(?:got|ws|undici|nodemailer|socket\.io-client|node:(?:https?|http2|net|tls|dgram|dns)(?:\/promises)?)'|import\('(?:got|ws|undici|nodemailer|socket\.io-client)'\)|await fetch\(|new (?:WebSocket|EventSource)\(/m;

/** Each of these places, and what says where it leads. */
const known: Readonly<Record<string, string>> = {
  'src/clients/http.ts': 'every service: the address of its setting, without redirects',
  'src/clients/library-events/index.ts': 'ABS_URL',
  'src/clients/notify/mail.ts': 'NOTIFY_URLS',
  'src/chat/common/attached.ts': 'the hosts where Discord and Slack keep files',
  'src/chat/discord/rest.ts': 'DISCORD_API_URL',
  'src/chat/slack/api.ts': 'addresses that Slack gave for an answer or an upload',
  'src/http/address-list.ts': 'nowhere: it reads addresses',
  'src/http/client-error.ts': 'nowhere: it names a status',
  'src/http/host.ts': 'nowhere: it reads addresses',
  'src/members/network.ts': 'nowhere: it reads addresses',
};

test('connections to the outside are opened in the known places only', () => {
  const found = files.filter((file) => opening.test(readFileSync(path.join(root, file), 'utf8')));

  expect(found.toSorted()).toEqual(Object.keys(known).toSorted());
});
