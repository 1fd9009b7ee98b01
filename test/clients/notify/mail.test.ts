import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { expect, onTestFinished, test } from 'vitest';
import { createNotifier } from '../../../src/clients/notify/index.ts';
import { readNotifyUrls } from '../../../src/clients/notify/targets.ts';

const notice = {
  key: 'alert:7:smtp',
  title: 'Ratio emergency: 0.98\r\nBcc: eve@example.org',
  text: 'Paid grabs are frozen.\n.\nNothing to do.',
  urgency: 'high' as const,
};

type Mail = { to: string[]; from: string; text: string };

async function startServer(more: SMTPServerOptions = {}) {
  const mails: Mail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _session, done) =>
      username === 'bot' && password === 'p@ss'
        ? done(null, { user: 'bot' })
        : done(new Error(`no ${username} ${password}`)),
    onData(stream, { envelope }, done) {
      const pieces: Buffer[] = [];
      stream.on('data', (piece: Buffer) => pieces.push(piece));
      stream.on('end', () => {
        const from = envelope.mailFrom ? envelope.mailFrom.address : '';
        const to = envelope.rcptTo.map(({ address }) => address);
        mails.push({ from, to, text: Buffer.concat(pieces).toString() });
        done();
      });
    },
    ...more,
  });
  server.on('error', () => undefined);
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
      }),
  );
  const { port } = listening.address() as AddressInfo;
  return { mails, host: `127.0.0.1:${port}` };
}

function mailer(url: string) {
  const [target] = readNotifyUrls(url);
  if (!target) throw new Error('no target');
  return createNotifier(target, { userAgent: 'warden-test/1' });
}

test('a mail says what the alert says, and nobody else gets it by its title', async () => {
  const { mails, host } = await startServer();
  const mail = mailer(`smtp+smtp://bot:p%40ss@${host}/?from=bot@example.org&to=me@example.org`);

  await mail.send(notice);
  await mail.send(notice);

  expect(mails[0]).toMatchObject({ from: 'bot@example.org', to: ['me@example.org'] });
  const [head = '', body = ''] = mails[0]?.text.split('\r\n\r\n') ?? [];
  expect(head).toMatch(/^Subject: Ratio emergency: 0\.98 Bcc: eve@example\.org$/m);
  expect(head).not.toMatch(/^Bcc:/m);
  expect(head).toMatch(/^Importance: High$/m);
  expect(body.replaceAll('\r\n', '\n')).toContain(notice.text);
  const ids = mails.map(({ text }) => /^Message-ID: (\S+)$/m.exec(text)?.[1]);
  expect(ids[0]).toMatch(/^<[0-9a-f]{32}@shelfwarden>$/);
  expect(ids[1]).toBe(ids[0]);
});

test.each<[string, SMTPServerOptions, string, object]>([
  ['a login that is refused', {}, 'bot:wr0ng@', { kind: 'unauthorized' }],
  [
    'a receiver that is refused',
    { onRcptTo: (_to, _session, done) => done(new Error('no such user')) },
    '',
    { kind: 'refused', message: 'the mail server answered 550' },
  ],
])('%s is told without the login', async (_name, options, login, expected) => {
  const { host } = await startServer(options);

  const sending = mailer(
    `smtp+smtp://${login}${host}/?from=bot@example.org&to=me@example.org`,
  ).send(notice);

  await expect(sending).rejects.toMatchObject({ service: 'smtp', ...expected });
  await expect(sending).rejects.not.toThrow(/wr0ng/);
});

test('a server that is away is unreachable', async () => {
  const sending = mailer('smtp+smtp://127.0.0.1:9/?from=a@b.c&to=d@e.f').send(notice);

  await expect(sending).rejects.toMatchObject({ service: 'smtp', kind: 'unreachable' });
});
