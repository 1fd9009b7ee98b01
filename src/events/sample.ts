import type { EntityManager } from '@mikro-orm/postgresql';
import type { Mam } from '../clients/mam/index.ts';
import { ExternalError } from '../errors.ts';
import { storable } from '../storable.ts';
import { detect, type Sample, type Verdict } from './detect.ts';
import { activeEvents, beginEvent, endEvents, lockEvents } from './events.ts';

const newestRows = 100;
const keptDays = 15;

/** Looks at the newest audiobooks and at the freeleech list: two searches. A failed look is stored as one. */
export async function takeSample(em: EntityManager, mam: Mam, now: Date): Promise<Sample> {
  const sample: Sample = { at: now, freePercent: null, freeleechCount: null, isInEvent: false };
  let failure: unknown = null;
  try {
    const page = await mam.search({ text: '', sort: 'dateDesc', perPage: newestRows });
    const free = page.rows.filter(({ isFree }) => isFree).length;
    if (page.rows.length > 0) sample.freePercent = (100 * free) / page.rows.length;
    const listed = await mam.search({ text: '', searchType: 'fl', perPage: 5 });
    sample.freeleechCount = listed.found;
  } catch (error) {
    if (!(error instanceof ExternalError)) throw error;
    failure = error;
  }
  await em.execute(
    `insert into event_samples (at, free_percent, freeleech_count, failure) values (?, ?, ?, ?)
     on conflict (at) do nothing`,
    [
      now,
      sample.freePercent,
      sample.freeleechCount,
      failure instanceof Error ? storable(failure.message) : null,
    ],
  );
  if (failure) throw failure;
  return sample;
}

/** Ends what is over and begins or ends the detected event; a person's word is left alone until its end. */
export async function judgeEvents(
  em: EntityManager,
  platforms: readonly string[],
  now: Date,
): Promise<Verdict> {
  await lockEvents(em);
  await endEvents(em, { now }, platforms);
  const active = await activeEvents(em, now);
  const detected = active.find(({ type, source }) => type === 'freeleech' && source === 'site');
  const verdict = detect(await recentSamples(em, now), detected !== undefined, now);
  const isSaid = active.some(({ source }) => source === 'person');
  if (detected && verdict.state === 'quiet') {
    await endEvents(em, { type: 'freeleech', now }, platforms);
  }
  if (!detected && verdict.state === 'event' && !isSaid) {
    const percent = Math.round(verdict.freePercent ?? 0);
    const usual = Math.round(verdict.usualPercent ?? 0);
    const description = `${percent} % of the newest audiobooks are free, usual at this hour are ${usual} %`;
    const event = {
      type: 'freeleech',
      start: now,
      end: null,
      source: 'site',
      setBy: null,
    } as const;
    await beginEvent(em, { ...event, description, evidence: { ...verdict } }, platforms);
  }
  return verdict;
}

async function recentSamples(em: EntityManager, now: Date): Promise<Sample[]> {
  const since = new Date(now.getTime() - keptDays * 86_400_000);
  const rows = await em.execute<Row[]>(
    `select at, free_percent, freeleech_count,
            exists (select 1 from event_status e where e.event_type = 'freeleech' and e.start_date <= s.at
                       and (e.active or e.end_date > s.at)) as is_in_event
       from event_samples s where at > ? and at <= ? order by at`,
    [since, now],
  );
  return rows.map((row) => ({
    at: row.at,
    freePercent: row.free_percent === null ? null : Number(row.free_percent),
    freeleechCount: row.freeleech_count,
    isInEvent: row.is_in_event,
  }));
}

type Row = {
  at: Date;
  free_percent: string | null;
  freeleech_count: number | null;
  is_in_event: boolean;
};
