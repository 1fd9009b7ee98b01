import type { EntityManager } from '@mikro-orm/postgresql';
import { type ProviderServices, providersOf } from './catalogues.ts';
import { isCustom } from './chain.ts';
import { builtIn } from './provider.ts';

export type ProviderState = {
  name: string;
  /** As people write it. */
  label: string;
  /** `failing`: it is still asked, but failed the last time; `resting`: it is left alone until `until`. */
  state: 'on' | 'off' | 'failing' | 'resting' | 'quota used';
  reason: string | null;
  until: Date | null;
  /** Requests since midnight and their limit; null without a limit of ours. */
  quota: { used: number; perDay: number } | null;
};

type Standing = { provider: string; rest_until: Date | null; reason: string | null };
type Used = { service: string; used: number; resets_at: Date };

const labels: Record<(typeof builtIn)[number], string> = {
  audnexus: 'Audnexus',
  audible: 'Audible',
  hardcover: 'Hardcover',
  'google-books': 'Google Books',
  itunes: 'iTunes',
  'open-library': 'Open Library',
};

/** Every provider in the order they are asked; those that are off come last. */
export async function providerStates(
  em: EntityManager,
  services: ProviderServices,
  now: Date,
): Promise<ProviderState[]> {
  const standings = await em.execute<Standing[]>(
    'select provider, rest_until, reason from provider_standings',
  );
  const counts = await em.execute<Used[]>(
    'select service, used, resets_at from request_quotas where resets_at > ?',
    [now],
  );
  const names = providersOf(services).map(({ name }) => name);
  const on = names.map((name): ProviderState => {
    const perDay = services.catalogues.quotas.get(name);
    const count = counts.find(({ service }) => service === name);
    const quota = perDay === undefined ? null : { used: count?.used ?? 0, perDay };
    const standing = standings.find(({ provider }) => provider === name);
    return { name, label: labelOf(name), quota, ...stateOf(standing, quota, count, now) };
  });
  const off = builtIn.filter((name) => !names.includes(name));
  return [...on, ...off.map((name) => switchedOff(name, services))];
}

function stateOf(
  standing: Standing | undefined,
  quota: ProviderState['quota'],
  count: Used | undefined,
  now: Date,
): Pick<ProviderState, 'state' | 'reason' | 'until'> {
  if (quota && quota.used >= quota.perDay) {
    return { state: 'quota used', reason: 'daily quota used', until: count?.resets_at ?? null };
  }
  if (!standing) return { state: 'on', reason: null, until: null };
  const { reason, rest_until: until } = standing;
  if (until === null) return { state: 'failing', reason, until };
  return { state: 'resting', reason, until: until > now ? until : now };
}

function switchedOff(name: (typeof builtIn)[number], { config }: ProviderServices): ProviderState {
  const isLeftOut = !config.settings.METADATA_SOURCES.includes(name);
  const reason = isLeftOut ? 'not in METADATA_SOURCES' : 'HARDCOVER_TOKEN is not set';
  return { name, label: labels[name], state: 'off', reason, until: null, quota: null };
}

function labelOf(name: string): string {
  if (isCustom(name)) return name.slice('custom:'.length);
  return builtIn.some((one) => one === name) ? labels[name as (typeof builtIn)[number]] : name;
}
