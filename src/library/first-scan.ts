import type { EntityManager } from '@mikro-orm/postgresql';
import { refreshCard } from '../alerts/raise.ts';
import { type Answer, type FirstScan, firstScanCard } from '../alerts/words/first-scan.ts';
import type { Reply } from '../command/reply.ts';
import type { Policy } from '../settings/policy.ts';

const name = 'first-scan';

/**
 * Asks after a scan that found gaps where to start, until somebody has answered: a card that was deleted
 * meanwhile is offered again.
 */
export async function askWhereToStart(
  em: EntityManager,
  platforms: readonly string[],
  now: Date,
): Promise<void> {
  if ((await seriesWithGaps(em)).length === 0) return;
  await em.execute(
    'insert into questions (name, asked_at) values (?, ?) on conflict (name) do nothing',
    [name, now],
  );
  const open = await em.execute<unknown[]>(
    'select 1 from questions where name = ? and answered_at is null',
    [name],
  );
  if (open.length > 0) await refreshCard(em, platforms, name, { offersAgain: true });
}

/** The question while nobody has answered it. */
export async function openQuestion(em: EntityManager, policy: Policy): Promise<FirstScan | null> {
  const question = await readQuestion(em);
  if (!question || question.answer) return null;
  const series = await seriesWithGaps(em);
  return series.length > 0 ? { series, best: policy.proposalsOpen } : null;
}

/** The card of the question in its present state. */
export async function renderFirstScan(em: EntityManager, policy: Policy): Promise<Reply | null> {
  const question = await readQuestion(em);
  if (!question) return null;
  const scan = { series: await seriesWithGaps(em), best: policy.proposalsOpen };
  return firstScanCard(scan, question.answer);
}

/** Stamps the question with its first answer, on every chat. */
export async function answerWhereToStart(
  em: EntityManager,
  platforms: readonly string[],
  { by, words, now }: Answer & { now: Date },
): Promise<void> {
  const result = await em.execute<{ affectedRows: number }>(
    `update questions set answered_by = ?, answered_at = ?, answer = ?
      where name = ? and answered_at is null`,
    [by, now, words, name],
    'run',
  );
  if (result.affectedRows > 0) await refreshCard(em, platforms, name);
}

async function readQuestion(em: EntityManager): Promise<{ answer: Answer | null } | null> {
  const rows = await em.execute<{ by: string | null; words: string | null }[]>(
    'select answered_by as by, answer as words from questions where name = ?',
    [name],
  );
  const [row] = rows;
  if (!row) return null;
  const { by, words } = row;
  return { answer: by === null ? null : { by, words: words ?? '' } };
}

async function seriesWithGaps(em: EntityManager): Promise<FirstScan['series']> {
  return await em.execute(
    `select s.id, s.name, count(*) as missing
       from missing_books m join series s on s.id = m.series_id
      where m.download_status = 'identified' group by s.id, s.name order by count(*) desc, s.name`,
  );
}
