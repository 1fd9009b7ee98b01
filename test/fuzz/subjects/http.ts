import { createHmac } from 'node:crypto';
import { addressList } from '../../../src/http/address-list.ts';
import { hasTag } from '../../../src/http/entity-tag.ts';
import { commandEndpoints, type Endpoint } from '../../../src/http/endpoint.ts';
import { isSigned, readClaim } from '../../../src/http/hook-signature.ts';
import { isLoopback } from '../../../src/http/host.ts';
import { readInput } from '../../../src/http/read-input.ts';
import { ownPaths } from '../../../src/http/routes.ts';
import { UserError, ConfigError } from '../../../src/errors.ts';
import { networkOf } from '../../../src/members/network.ts';
import { scrub } from '../../../src/log.ts';
import { commands } from '../../labels/language/label.ts';
import type { Random } from '../../torrent/hostile.ts';
import { pick } from '../chance.ts';
import { hostileJson } from '../json.ts';
import { hold, subject } from '../subject.ts';
import { hostileText } from '../text.ts';

const secret = 'a secret of at least thirty-two characters';
const seconds = '1900000000';
const now = new Date(Number(seconds) * 1000);
const body = Buffer.from('{"event":"added"}');
const signature = `sha256=${createHmac('sha256', secret).update(`${seconds}.`).update(body).digest('hex')}`;
const all: Endpoint[] = [...ownPaths, ...[...commands.values()].flatMap(commandEndpoints)];
const inputs = [
  { proposal: 12, limit: 5, offset: 0, action: 'set', name: 'MAX_GB', value: '20' },
  { series: 'Oz', text: 'Dune', job: 'vip', days: 3, confirm: true },
].map((input) => JSON.stringify(input));

type Asked = { endpoint: Endpoint; query: unknown; params: unknown; body: unknown };

function asked(random: Random): Asked {
  const values = () => (random() < 0.5 ? hostileJson(random, inputs) : undefined);
  const endpoint = pick(random, all);
  const params = Object.keys(endpoint.params ?? {}).map((name) => [
    name,
    hostileText(random, ['12', 'vip'], 2000),
  ]);
  const query = values();
  return {
    endpoint,
    query: typeof query === 'object' ? query : {},
    params: Object.fromEntries(params),
    body: values(),
  };
}

export const httpSubjects = [
  subject({
    name: 'HTTP: options of a request',
    make: asked,
    mayThrow: [UserError],
    read({ endpoint, query, params, body: sent }) {
      const command = commands.get(endpoint.command);
      if (!command) throw new Error(`no command ${endpoint.command}`);
      const input = readInput(endpoint, command, { query, params, body: sent });
      const read = command.input.safeParse(input);
      const known = Object.keys(command.input.shape);
      hold(
        !read.success || Object.keys(input).every((name) => known.includes(name)),
        'an unknown field',
      );
    },
  }),
  subject({
    name: 'HTTP: signature of a webhook',
    make: (random) => {
      const change = random();
      return {
        time: change < 0.4 ? hostileText(random, [seconds], 2000) : seconds,
        signature:
          change >= 0.4 && change < 0.8 ? hostileText(random, [signature], 2000) : signature,
        body: change >= 0.8 ? Buffer.from(hostileText(random, [body.toString()], 2000)) : body,
      };
    },
    read(sent) {
      const headers = {
        'x-shelfwarden-timestamp': sent.time,
        'x-shelfwarden-signature': sent.signature,
      };
      const claim = readClaim(headers, now);
      if (typeof claim === 'string' || !isSigned(claim, sent.body, secret)) return;
      const isOurs =
        sent.time === seconds &&
        sent.signature.toLowerCase() === signature &&
        sent.body.equals(body);
      hold(isOurs, 'a delivery that nobody signed');
    },
  }),
  subject({
    name: 'HTTP: addresses, host names and tags',
    make: (random) =>
      hostileText(
        random,
        [
          '192.0.2.0/24',
          '::ffff:127.0.0.1',
          'fe80::1%eth0',
          '2001:db8::/32',
          'localhost:8000',
          'W/"abc", "def"',
        ],
        4000,
      ),
    mayThrow: [ConfigError],
    read(text) {
      hold(
        !isLoopback(text) || /^(?:::ffff:)?127\.|^(?:::ffff:)?::1$/i.test(text),
        'taken for this machine',
      );
      hasTag(text, 'W/"x"');
      networkOf(text);
      addressList([text])('192.0.2.7');
    },
  }),
  subject({
    name: 'log: secrets in a line',
    make: (random) =>
      `${hostileText(random, ['GET https://warden:pass@nas/tor/download.php/abc mam_id=x', '{"dl":"abc"}'])}${secret}${hostileText(random, ['a', '"'])}`,
    read: (line) => hold(!scrub(line, [secret]).includes(secret), 'a secret'),
  }),
];
