import { performance } from 'node:perf_hooks';
import type { EntityManager } from '@mikro-orm/postgresql';
import { openOrm } from '../../src/db/orm.ts';
import {
  judge,
  type Judged,
  type Question,
  readQuestions,
  stockPages,
} from '../labels/ask/judge.ts';
import { held, tuned } from '../labels/ask/questions.ts';
import { openDurableDatabase } from './durable-database.ts';
import type { Bench } from './run.ts';

const manyChunks = 5000;

export default {
  name: 'ask',
  question: 'Is the right passage found, of labelled questions? (--failures lists the tuned ones)',
  async run() {
    const { connection, close } = await openDurableDatabase();
    const orm = await openOrm(connection, 4);
    const em = orm.em.fork();
    try {
      await stockPages(em);
      const failures = await report(em, 'Tuned part', readQuestions(tuned));
      await report(em, 'Held part, of which only the totals were seen', readQuestions(held));
      await addChunks(em);
      await report(em, `Held part among ${manyChunks} passages more`, readQuestions(held));
      if (!process.argv.includes('--failures')) return;
      for (const { question, accepted, search } of failures) {
        const found = search.passages.slice(0, 4).map((one) => `${one.label}: ${one.heading}`);
        console.log(
          `\n${question}\n  wanted ${accepted.join(' || ')}; fits: ${search.fits}`,
          found,
        );
      }
    } finally {
      await orm.close();
      await close();
    }
  },
} satisfies Bench;

async function report(em: EntityManager, title: string, questions: Question[]): Promise<Judged[]> {
  const all: Judged[] = [];
  const times: number[] = [];
  for (const one of questions) {
    const began = performance.now();
    all.push(await judge(em, one));
    times.push(performance.now() - began);
  }
  const asked = all.filter(({ accepted }) => !accepted.includes('nothing'));
  const others = all.filter(({ accepted }) => accepted.includes('nothing'));
  const within = (most: number) => asked.filter(({ place }) => place !== null && place <= most);
  times.sort((a, b) => a - b);
  console.log(`\n${title}: ${asked.length} questions with an answer, ${others.length} without`);
  console.log(`  hit@1   ${share(within(1).length, asked.length)}`);
  console.log(`  hit@3   ${share(within(3).length, asked.length)}`);
  console.log(
    `  without an answer, said so   ${share(others.filter((one) => one.isRight).length, others.length)}`,
  );
  console.log(
    `  ${times[Math.floor(times.length / 2)]?.toFixed(1)} ms each, ${times.at(-1)?.toFixed(1)} ms at most`,
  );
  return all.filter(({ isRight }) => !isRight);
}

function share(count: number, all: number): string {
  return `${((count / all) * 100).toFixed(1)} % (${count} of ${all})`;
}

/** Passages of other words, as many guides have. */
async function addChunks(em: EntityManager): Promise<void> {
  await em.execute(`
    with document as (
      insert into ask_documents (key, kind, label, weight, mark, indexed_at)
      values ('notes:many', 'notes', 'many.md', 1, '1', now()) returning id)
    insert into ask_chunks (document_id, position, heading, body)
    select document.id, n, 'Chapter ' || n,
           (select string_agg('w' || (n * 7919 + k * 104729) % 3000, ' ') from generate_series(1, 80) k)
             || ' torrent book program'
      from document, generate_series(1, ${manyChunks}) n`);
}
