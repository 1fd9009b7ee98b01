import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { openOrm } from '../../src/db/orm.ts';
import { type Collector, createCollector } from '../library/collector.ts';
import { openCatalogue } from '../library/collector-catalogue.ts';
import { openDurableDatabase } from './durable-database.ts';
import type { Answer, Question, Told } from './library-program.ts';
import type { Bench } from './run.ts';

const sizes = [
  { books: 1605, gaps: 81, gapSeries: 12, singles: 40 },
  { books: 20_000, gaps: 1010, gapSeries: 150, singles: 500 },
];

export default {
  name: 'library',
  question: 'Are all gaps of a large library found and no others, how fast, in how much memory?',
  async run() {
    for (const size of sizes) await measure(size);
  },
} satisfies Bench;

/** A program of its own reads the library and compares it; this process is its library and its catalogue. */
async function measure(size: (typeof sizes)[number]): Promise<void> {
  const database = await openDurableDatabase();
  const collector = createCollector(size);
  console.log(`\n${size.books} books, ${collector.products.length} products in the catalogue`);
  try {
    const program = fork(path.join(import.meta.dirname, 'library-program.ts'), {
      execArgv: ['--max-semi-space-size=4'],
      serialization: 'advanced',
    });
    const ended = once(program, 'exit');
    const asked = answerQuestions(program, collector);
    program.send({ connection: database.connection });
    const [code] = (await ended) as [number | null];
    if (code !== 0) throw new Error(`the program ended with ${code}`);
    console.log(`  asked the catalogue  ${asked()} times`);
    await printAnswers(database.connection, collector);
  } finally {
    await database.close();
  }
}

/** Answers what the program asks and prints what it tells; counts the requests to the catalogue. */
function answerQuestions(program: ChildProcess, { items, products }: Collector): () => number {
  const audible = openCatalogue(products);
  program.on('message', (message: Question | Told) => {
    if ('kind' in message) return print(message);
    const { id, name, values } = message;
    const [first, count] = values as [number, number];
    const value =
      name === 'items'
        ? Promise.resolve(items.slice(first, first + count))
        : (audible[name] as (...all: unknown[]) => Promise<unknown>)(...values);
    void value.then((one) => program.send({ id, value: one } satisfies Answer));
  });
  return audible.requests;
}

function print(told: Told): void {
  if (told.kind === 'time') {
    console.log(`  ${told.what.padEnd(20)} ${told.seconds.toFixed(1)} s`);
    return;
  }
  console.log(`  compared             ${told.series} series, ${told.authors} authors`);
  console.log(
    `  memory (RSS)         ${told.peakMegabytes} MB at the most, ${told.idleMegabytes} MB before`,
  );
}

async function printAnswers(
  connection: Parameters<typeof openOrm>[0],
  { known }: Collector,
): Promise<void> {
  const orm = await openOrm(connection, 1);
  const rows = await orm.em.fork().execute<{ name: string }[]>(
    `select case when series_id is null then title || ' by ' || author_name
                 else series_name || ' by ' || author_name || ' #' || series_number end as name
       from missing_books where download_status = 'identified'`,
  );
  await orm.close();
  const right = new Set([...known.missing, ...known.byAuthors]);
  const found = rows.filter(({ name }) => right.has(name)).length;
  console.log(
    `  gaps                 ${found} of ${right.size} found, ${rows.length - found} false`,
  );
}
