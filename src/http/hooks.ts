import { BlockList, isIP } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { ConfigError, messageOf } from '../errors.ts';
import type { Log } from './answer-errors.ts';
import { envelopeOf } from './envelope.ts';
import { isLoopback } from './host.ts';
import { limitPerAddress } from './limits.ts';
import { noteMethods } from './other-methods.ts';
import { Refusal } from './refusal.ts';
import { digestOf, isSecret } from './secrets.ts';

export type Hooks = {
  token: string | undefined;
  /** Addresses, or networks as 172.18.0.0/16, that may call beside this machine. */
  allow: readonly string[];
  onHint: (name: 'qbittorrent') => Promise<void>;
};

const perAddressMax = 60;
const bodyLimit = 16 * 1024;

/**
 * Takes the word of qBittorrent that something happened. It is only a hint: nothing it says is read,
 * the caller waits for nothing. Without a token there is no hook. Throws ConfigError for an address
 * that is none.
 */
export function serveHooks(
  app: FastifyInstance,
  { token, allow, onHint }: Hooks,
  { log, now }: { log: Log; now: () => Date },
): void {
  const isAllowed = allowList(allow);
  if (!token) return;
  const digest = digestOf(token);
  const limit = limitPerAddress(app, perAddressMax);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit }, (_request, _body, done) => {
    done(null, null);
  });
  app.addHook('onRequest', async (request) => {
    await limit(request);
    if (!isAllowed(request.ip)) throw refusal(403, 'This address may not call hooks.');
    const given = request.headers['x-hook-token'];
    if (typeof given !== 'string' || !isSecret(given, digest)) {
      throw refusal(401, 'The token in the header X-Hook-Token is missing or wrong.');
    }
  });
  const refuseOthers = noteMethods(app);
  app.post('/qbittorrent', { schema: { hide: true } }, (request, reply) => {
    onHint('qbittorrent').catch((error: unknown) => {
      log.warn({ id: request.id, cause: messageOf(error) }, 'a hint was not passed on');
    });
    return reply.code(202).send(envelopeOf(null, now()));
  });
  refuseOthers();
}

function refusal(status: number, message: string): Refusal {
  return new Refusal(status, 'not_allowed', message, 'Check HOOK_TOKEN and HOOK_ALLOW.');
}

function allowList(allow: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  const problems = allow.filter((entry) => !addTo(list, entry));
  if (problems.length > 0) {
    throw new ConfigError(problems.map((entry) => `HOOK_ALLOW: "${entry}" is not an address`));
  }
  return (address) =>
    isLoopback(address) || list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

function addTo(list: BlockList, entry: string): boolean {
  const [address = '', bits, ...rest] = entry.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  const family = version === 6 ? 'ipv6' : 'ipv4';
  if (bits === undefined) {
    list.addAddress(address, family);
    return true;
  }
  if (!/^\d{1,3}$/.test(bits) || Number(bits) > (version === 6 ? 128 : 32)) return false;
  list.addSubnet(address, Number(bits), family);
  return true;
}
