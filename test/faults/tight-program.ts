import { readFile, readdir } from 'node:fs/promises';
import { openStage } from '../e2e/stage.ts';
import { quick } from '../e2e/test-bot.ts';
import { until } from '../support/until.ts';
import path from 'node:path';
import { createClosings } from './closings.ts';
import { enlarge } from './large-world.ts';
import { startOwnPostgres } from './own-postgres.ts';
import { startProgram } from './program.ts';

export type Tightness = { books: number; torrents: number; heapMiB: number; files: number };
export type TightFigures = { peakMiB: number; mostFiles: number; wrong: string[] };

const jobs = ['library-scan', 'account', 'downloads', 'seeding', 'housekeeping'];
const reads = ['status', 'library', 'gaps', 'seeding', 'queue', 'ratio', 'jobs'];
const patience = { timeoutMs: 600_000 };

/** The program under limits of memory and open files, with a library and a client that are large. */
export async function playTight({
  books,
  torrents,
  heapMiB,
  files,
}: Tightness): Promise<TightFigures> {
  const { context, close } = createClosings();
  try {
    const stage = await openStage(context as Parameters<typeof openStage>[0]);
    enlarge(stage.world, { books, torrents });
    const postgres = await startOwnPostgres(path.join(stage.folder, 'postgres'));
    stage.onEnd(postgres.close);
    const program = await startProgram(
      { ...stage.environment, ...quick, DATABASE_URL: postgres.url },
      {
        nodeOptions: ['--max-semi-space-size=4', `--max-old-space-size=${heapMiB}`],
        prefix: ['prlimit', `--nofile=${files}:${files}`],
      },
    );
    stage.onEnd(program.stop);
    const wrong: string[] = [];
    let mostFiles = 0;
    for (const job of jobs) {
      const last = `select status, error_message as reason from tasks where task_name = '${job}' order by id desc limit 1`;
      await program.ask('/api/commands/run', { job });
      const [run] = await until(async () => {
        const rows = await postgres.rows<{ status: string; reason: string | null }>(last);
        const { length } = await readdir(`/proc/${program.pid}/fd`);
        mostFiles = Math.max(mostFiles, length);
        return ['completed', 'failed'].includes(rows[0]?.status ?? '') && rows;
      }, patience);
      if (run?.status !== 'completed') wrong.push(`${job}: ${run?.reason}`);
    }
    for (const command of reads) {
      const { status, text } = await program.ask(`/api/commands/${command}`);
      if (status !== 200) wrong.push(`${command}: ${text.slice(0, 300)}`);
    }
    if (!program.isRunning()) wrong.push(`it ended: ${program.errors().slice(-2000)}`);
    return { peakMiB: await peakMiB(program.pid), mostFiles, wrong };
  } finally {
    await close();
  }
}

/** The most memory a process has held so far, shared pages included. Linux only. */
async function peakMiB(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/status`, 'utf8');
  return Math.round(Number(/^VmHWM:\s+(\d+) kB/m.exec(text)?.[1]) / 1024);
}
