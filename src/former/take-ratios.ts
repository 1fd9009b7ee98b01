import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { leave, nothing, type Taken } from './report.ts';
import { cell, type ForeignTables, moment, readRows } from './tables.ts';

const reading = z.object({
  timestamp: moment,
  global_ratio: cell.transform((text) => (text === '' ? null : Number(text))),
});

type Day = { day: string; seenAt: Date; ratio: number; lowest: number };

/** The ratio of each day before the first one known here: its last reading and its lowest one. */
export async function takeRatios(em: EntityManager, tables: ForeignTables): Promise<Taken> {
  const thing = nothing('days of the ratio');
  const tabled = ['ratio_log', 'ratio_metrics'].map((name) => readRows(tables, name, reading));
  const all = (await Promise.all(tabled)).flatMap(({ rows }) => rows);
  const days = daysOf(all, thing);
  const [own] = await em.execute<{ first: string | null }[]>(
    `select least((select min(day) from ratio_log_daily where class_name is not null),
                  (select min(timestamp at time zone 'UTC')::date from ratio_log))::text as first`,
  );
  const first = own?.first ?? null;
  const before = days.filter(({ day }) => first === null || day < first);
  leave(thing, days.length - before.length, 'these days are known here from the site itself');
  const stored = await em.execute<{ affectedRows: number }>(
    `insert into ratio_log_daily (day, seen_at, global_ratio, lowest_ratio)
     select day, "seenAt", ratio, lowest
       from jsonb_to_recordset(?::jsonb) as d (day date, "seenAt" timestamptz, ratio float8, lowest float8)
     on conflict (day) do nothing`,
    [JSON.stringify(before)],
    'run',
  );
  return { ...thing, taken: stored.affectedRows, known: before.length - stored.affectedRows };
}

function daysOf(readings: readonly z.output<typeof reading>[], thing: Taken): Day[] {
  const days = new Map<string, Day>();
  let unreadable = 0;
  for (const { timestamp: seenAt, global_ratio: ratio } of readings) {
    if (!seenAt || ratio === null || !(ratio > 0) || !Number.isFinite(ratio)) {
      unreadable += 1;
      continue;
    }
    const day = seenAt.toISOString().slice(0, 10);
    const known = days.get(day);
    const isLater = !known || seenAt > known.seenAt;
    const lowest = Math.min(ratio, known?.lowest ?? ratio);
    days.set(day, { day, ...(isLater ? { seenAt, ratio } : known), lowest });
  }
  leave(thing, unreadable, 'readings without a time or a ratio');
  return [...days.values()];
}
