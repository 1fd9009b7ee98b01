import { BlockList, isIP } from 'node:net';
import { ConfigError } from '../errors.ts';
import { isLoopback } from './host.ts';

/** Whether an address is this machine or on the list; throws ConfigError for an entry that is no address. */
export function addressList(allow: readonly string[]): (address: string) => boolean {
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
