import type { EntityManager } from '@mikro-orm/postgresql';
import { storableJson } from '../storable.ts';
import type { Correction } from './corrections.ts';
import type { HeldValues } from './held-values.ts';

const looked = 'looked at';

/**
 * What a person sets is written whatever stands there. That is noted before anything is written, so
 * that it can be put back even after a write that was cut off.
 */
export async function noteBefore(
  em: EntityManager,
  corrections: readonly Correction[],
  held: HeldValues,
): Promise<Correction[]> {
  const noted: Correction[] = [];
  for (const one of corrections) {
    const isNew = one.source === 'person' && one.state === 'intended' && one.detail !== looked;
    const before = isNew ? (held[one.field] ?? null) : one.before;
    noted.push({ ...one, before });
    if (!isNew) continue;
    await em.execute(
      `update metadata_corrections set old_value = nullif(?::jsonb, 'null'::jsonb), detail = ?
        where id = ? and state = 'intended'`,
      [storableJson(before), looked, one.id],
    );
  }
  return noted;
}
