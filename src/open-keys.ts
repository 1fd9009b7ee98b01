import { timingSafeEqual } from 'node:crypto';
import type { Actor } from './command/actor.ts';
import { digestOf } from './http/secrets.ts';
import { actorOfKey } from './members/keys.ts';
import type { Services } from './services.ts';

/** Whose key has this digest; null for one that is unknown or was taken back. */
export type Keys = (digest: Buffer) => Promise<Actor | null>;

const owner = { id: 'api-key', name: 'API key', platform: 'rest', role: 'owner' } as const;

/** The key of the configuration belongs to the owner; all others are looked up with every request, so that one that is taken back ends at once. */
export function openKeys({ config, em, now }: Services): Keys {
  const { API_KEY } = config.settings;
  const owners = API_KEY === undefined ? null : digestOf(API_KEY);
  return async (digest) =>
    owners !== null && timingSafeEqual(digest, owners)
      ? owner
      : await actorOfKey(em(), digest, now());
}
