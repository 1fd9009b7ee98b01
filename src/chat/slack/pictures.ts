import { isIP } from 'node:net';
import { limits } from './limits.ts';

/** Whether Slack, which fetches pictures itself and refuses the message when it cannot, may reach an address. */
export function isPublicPicture(address: string): boolean {
  const url = URL.parse(address);
  if (url?.protocol !== 'https:' || address.length > limits.imageAddress) return false;
  const host = url.hostname.replaceAll(/[[\]]/g, '');
  return (
    isIP(host) === 0 && host.includes('.') && !/\.(?:local|lan|home|internal|arpa)$/.test(host)
  );
}
