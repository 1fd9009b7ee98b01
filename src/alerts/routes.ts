import { nearest } from '../command/near.ts';
import { alertKinds, cardKinds, severities, type Topic } from './kinds.ts';

/** A chat and one of its channels; null is the chat's main channel. */
export type Place = { platform: string; channel: string | null };

/** Where the messages of a kind or severity go; an empty list is nowhere. */
export type Routes = ReadonlyMap<string, readonly Place[]>;

const channelForms: Readonly<Record<string, RegExp>> = {
  discord: /^\d{5,20}$/,
  slack: /^[CG][A-Z0-9]{3,20}$/,
};
const platforms = ['discord', 'slack', 'terminal'];
/** Places of NOTIFY_URLS take alerts, no cards: nothing can be pressed there. */
const targets = ['ntfy', 'gotify', 'webhook'];
const keys: readonly string[] = [...alertKinds, ...cardKinds, ...severities];

/** Reads `session-lost=discord:123456, imported=slack:C0123, info=none`, or says what is wrong with it. */
export function readRoutes(text: string): { routes: Routes } | { problem: string } {
  const routes = new Map<string, Place[]>();
  for (const entry of text.split(',').map((part) => part.trim())) {
    if (entry === '') continue;
    const [key = '', target, ...more] = entry.split('=').map((part) => part.trim());
    if (target === undefined || target === '' || more.length > 0) {
      return { problem: `"${entry}" is not of the form session-lost=discord:123456` };
    }
    if (!keys.includes(key)) return { problem: unknownKey(key) };
    const place = readPlace(target);
    if (isCardElsewhere(key, place)) return { problem: `${key} cannot be shown in ${target}` };
    if (typeof place === 'string') return { problem: place };
    const present = routes.get(key);
    const clash = present && clashOf(present, place);
    if (clash) return { problem: `${key} ${clash}` };
    routes.set(key, [...(present ?? []), ...(place ? [place] : [])]);
  }
  return { routes };
}

/** Where a message goes: by its kind, else by its severity, else to every chat's main channel. Never nowhere because a chat is switched off. */
export function placesFor(
  routes: Routes,
  { kind, severity }: Topic,
  present: readonly string[],
): readonly Place[] {
  const everywhere = present.map((platform) => ({ platform, channel: null }));
  const chosen = routes.get(kind) ?? (severity === null ? undefined : routes.get(severity));
  if (!chosen || chosen.length === 0) return chosen ?? everywhere;
  const open = chosen.filter(({ platform }) => present.includes(platform));
  return open.length > 0 ? open : everywhere;
}

function isCardElsewhere(key: string, place: Place | null | string): boolean {
  if (place === null || typeof place === 'string') return false;
  return targets.includes(place.platform) && cardKinds.some((kind) => kind === key);
}

/** Null is nowhere, a text the problem. */
function readPlace(target: string): Place | null | string {
  if (target === 'none') return null;
  const [platform = '', channel, ...more] = target.split(':');
  if (targets.includes(target)) return { platform, channel: null };
  if (!platforms.includes(platform) || more.length > 0) {
    return `"${target}" is no place: write none, or a chat (${platforms.join(', ')}) with or without a channel, such as slack:C0123, or ${targets.join(', ')}`;
  }
  if (channel === undefined) return { platform, channel: null };
  if (channelForms[platform]?.test(channel)) return { platform, channel };
  return `"${channel}" is no channel id of ${platform}`;
}

function clashOf(present: readonly Place[], place: Place | null): string | null {
  if (place === null || present.length === 0) return 'goes somewhere and nowhere';
  const isTwice = present.some(({ platform }) => platform === place.platform);
  return isTwice ? `has two channels in ${place.platform}` : null;
}

function unknownKey(key: string): string {
  const near = nearest(key, keys);
  const known = near ? `did you mean "${near}"?` : `known are ${keys.join(', ')}`;
  return `there is no kind of alert "${key}"; ${known}`;
}
