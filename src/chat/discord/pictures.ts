import { limits } from './limits.ts';

const address = /^[\d.]+$|:/;
const atHome = /(?:^|\.)(?:localhost|local|lan|home|internal|home\.arpa)$/;

/** The address of a picture when Discord's servers can fetch it; null for one inside a home network. */
export function publicPicture(url: string): string | null {
  const parsed = URL.parse(url);
  if (parsed?.protocol !== 'https:' || parsed.href.length > limits.pictureAddress) return null;
  const host = parsed.hostname;
  return host.includes('.') && !address.test(host) && !atHome.test(host) ? parsed.href : null;
}
