import { createHash } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import { raise } from '../alerts/raise.ts';
import { seedboxRefused } from '../alerts/words/tracker.ts';
import type { SeedboxAnswer } from '../clients/mam/seedbox.ts';
import { ExternalError } from '../errors.ts';
import type { Services } from '../services.ts';
import { storable } from '../storable.ts';

type SeedboxServices = Pick<
  Services,
  'em' | 'now' | 'seal' | 'config' | 'platforms' | 'seedbox' | 'log'
>;
type Turn = { cookie: string; isConfigured: boolean };

/** The site takes a change an hour; a minute more, because its clock is not ours. */
const restMs = 61 * 60_000;

/**
 * Tells the site our present address, at most once an hour whoever asks how often, and answers what
 * came of it; null when it was not time, or when this is switched off. The hour counts from before the
 * request: one that was cut off is not repeated. A refused session is told once and then left alone
 * until another one is configured.
 */
export async function keepSeedbox(services: SeedboxServices): Promise<string | null> {
  const { seedbox, config } = services;
  const configured = config.settings.SEEDBOX_MAM_ID;
  if (!seedbox || !configured) return null;
  const turn = await takeTurn(services, configured);
  if (!turn) return null;
  try {
    const answer = await seedbox.announce(turn.cookie);
    await note(services, turn, answer);
    return answer.outcome;
  } catch (error) {
    if (!(error instanceof ExternalError)) throw error;
    await store(services.em(), { outcome: 'unknown', detail: error.message });
    services.log.warn({ cause: error.message }, 'the seedbox address could not be told');
    return 'unknown';
  }
}

/** One conditional update decides whose turn it is. */
async function takeTurn(
  { em, now, seal }: SeedboxServices,
  configured: string,
): Promise<Turn | null> {
  const digest = createHash('sha256').update(configured).digest('hex');
  const [row] = await em().execute<{ cookie_sealed: Buffer | null }[]>(
    `update seedbox_session
        set asked_at = ?, configured_digest = ?,
            cookie_sealed = case when configured_digest = ? then cookie_sealed end
      where configured_digest is distinct from ?
         or (outcome is distinct from 'refused' and (asked_at is null or asked_at <= ?))
      returning cookie_sealed`,
    [now(), digest, digest, digest, new Date(now().getTime() - restMs)],
  );
  if (!row) return null;
  if (!row.cookie_sealed) return { cookie: configured, isConfigured: true };
  try {
    const cookie = seal.open(Buffer.from(row.cookie_sealed)).toString('utf8');
    return { cookie, isConfigured: false };
  } catch {
    // SECRET_KEY was changed: the configured cookie is what is left.
    return { cookie: configured, isConfigured: true };
  }
}

async function note(
  { em, now, seal, platforms }: SeedboxServices,
  { isConfigured }: Turn,
  answer: SeedboxAnswer,
): Promise<void> {
  const { outcome, detail, address, network, rotatedCookie } = answer;
  await em().transactional(async (inner) => {
    if (outcome === 'refused' && !isConfigured) {
      // The rotated cookie is dead; in an hour the configured one, perhaps renewed, has its turn.
      await inner.execute('update seedbox_session set cookie_sealed = null');
      return await store(inner, { outcome: 'unknown', detail });
    }
    await store(inner, { outcome, detail });
    if (outcome === 'refused') {
      const key = `seedbox-refused:${now().toISOString()}`;
      return await raise(inner, platforms, { key, ...seedboxRefused(detail) });
    }
    const sealed = rotatedCookie ? seal.close(Buffer.from(rotatedCookie, 'utf8')) : null;
    await inner.execute(
      `update seedbox_session set told_at = ?, address = coalesce(?, address),
              network = coalesce(?, network), cookie_sealed = coalesce(?, cookie_sealed)`,
      [now(), address, network, sealed],
    );
  });
}

async function store(
  em: EntityManager,
  { outcome, detail }: { outcome: SeedboxAnswer['outcome'] | 'unknown'; detail: string },
): Promise<void> {
  await em.execute('update seedbox_session set outcome = ?, detail = ?', [
    outcome,
    storable(detail),
  ]);
}
