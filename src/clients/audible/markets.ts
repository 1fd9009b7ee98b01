import { ConfigError } from '../../errors.ts';

/** Audible's catalogue of each market; a book can be on sale in one and unknown in the next. */
const hosts = new Map([
  ['us', 'api.audible.com'],
  ['ca', 'api.audible.ca'],
  ['uk', 'api.audible.co.uk'],
  ['au', 'api.audible.com.au'],
  ['fr', 'api.audible.fr'],
  ['de', 'api.audible.de'],
  ['jp', 'api.audible.co.jp'],
  ['it', 'api.audible.it'],
  ['in', 'api.audible.in'],
  ['es', 'api.audible.es'],
]);

/**
 * The address to ask for a market: one of Audible's own is moved to that market's host, any other
 * (a proxy, a stand-in) stays as it is. Throws a ConfigError for an unknown region.
 */
export function marketUrl(baseUrl: string, region: string): string {
  const host = hosts.get(region.toLowerCase());
  if (host === undefined) {
    const known = [...hosts.keys()].join(', ');
    throw new ConfigError([`AUDIBLE_REGION is ${region}, known are ${known}`]);
  }
  const url = new URL(baseUrl);
  if ([...hosts.values()].includes(url.hostname)) url.hostname = host;
  return url.toString();
}
