import { parseArgs } from 'node:util';
import { patterns, playYears, zones } from '../faults/clock-years.ts';
import { createClosings } from '../faults/closings.ts';
import { writeFigures } from '../faults/figures.ts';
import { openSmallDisk } from '../faults/full-disk.ts';
import { playMigrations } from '../faults/migration-kills.ts';
import { announced, openProposals, storageFaults, suffer } from '../faults/storage-round.ts';
import { openStorageStage } from '../faults/storage-stage.ts';
import { playTight } from '../faults/tight-program.ts';
import type { Bench } from './run.ts';

const options = {
  down: { type: 'string', default: '30' },
  kills: { type: 'string', default: '40' },
  seed: { type: 'string', default: '1' },
  write: { type: 'boolean', default: false },
} as const;

/** What was done, and what was seen. */
type Line = { fault: string; seen: string; isRight: boolean };
type Wishes = { downMs: number; kills: number; seed: number };

const parts: Record<string, (wishes: Wishes) => Promise<Line[]>> = {
  storage: playStorage,
  disk: playFullDisk,
  clock: playClock,
  migrations: playKilledMigrations,
  memory: playMemory,
};

export default {
  name: 'faults',
  question: `What happens when ${Object.keys(parts).join(', ')} fail? --down 30 --kills 40, or only some of them by name`,
  async run() {
    const { values, positionals } = parseArgs({
      args: process.argv.slice(3),
      options,
      allowPositionals: true,
    });
    const wishes = {
      downMs: Number(values.down) * 1000,
      kills: Number(values.kills),
      seed: Number(values.seed),
    };
    const chosen = Object.entries(parts).filter(
      ([name]) => positionals.length === 0 || positionals.includes(name),
    );
    const lines: Line[] = [];
    for (const [, play] of chosen) {
      for (const line of await play(wishes)) {
        console.log(`${line.isRight ? '✓' : '✗'} ${line.fault}: ${line.seen}`);
        if (!line.isRight) process.exitCode = 1;
        lines.push(line);
      }
    }
    const rows = lines.map(
      ({ fault, seen, isRight }) => `| ${fault} | ${isRight ? '' : '✗ '}${seen} |`,
    );
    if (values.write) await writeFigures('faults', ['| Fault | Seen |', '| --- | --- |', ...rows]);
  },
} satisfies Bench;

async function playStorage({ downMs }: Wishes): Promise<Line[]> {
  const { context, close } = createClosings();
  try {
    const staged = await openStorageStage(context as Parameters<typeof openStorageStage>[0]);
    const proposals = await openProposals(staged, storageFaults.length);
    const lines: Line[] = [];
    for (const [round, fault] of storageFaults.entries()) {
      const { id = 0, title = '' } = proposals.at(-1 - round) ?? {};
      lines.push(await playOne(staged, fault, { id, title, lastsMs: downMs }));
    }
    return lines;
  } finally {
    await close();
  }
}

async function playFullDisk({ downMs }: Wishes): Promise<Line[]> {
  const small = openSmallDisk();
  if ('problem' in small) {
    console.log(`no disk can be mounted, so a full one is not tried: ${small.problem}`);
    return [];
  }
  const { context, close } = createClosings();
  try {
    const ending = context as Parameters<typeof openStorageStage>[0];
    const staged = await openStorageStage(ending, small.start);
    const [proposal] = await openProposals(staged, 1);
    if (!proposal) throw new Error('nothing was proposed');
    return [await playOne(staged, small.fault, { ...proposal, lastsMs: downMs })];
  } finally {
    await close();
  }
}

async function playOne(
  staged: Parameters<typeof suffer>[0],
  fault: Parameters<typeof suffer>[1],
  { id, title, lastsMs }: { id: number; title: string; lastsMs: number },
): Promise<Line> {
  const { slowestAnswerMs, wrongAnswers } = await suffer(staged, fault, { id, lastsMs });
  const endedAt = performance.now();
  await announced(staged, title);
  const seconds = ((performance.now() - endedAt) / 1000).toFixed(1);
  const isRight = wrongAnswers.length === 0 && staged.program.isRunning();
  for (const wrong of wrongAnswers) console.log(`    ${wrong}`);
  const seen = `slowest answer ${Math.round(slowestAnswerMs)} ms; what was under way announced ${seconds} s after its end`;
  return { fault: `database ${fault.name} (${lastsMs / 1000} s)`, seen, isRight };
}

async function playClock(): Promise<Line[]> {
  const years = 10;
  const counts = zones.flatMap((zone) =>
    patterns.map((pattern) => playYears(pattern, zone, years)),
  );
  const due = counts.reduce((sum, one) => sum + one.due, 0);
  const right = counts.reduce((sum, one) => sum + one.right, 0);
  const fault = `clock: ${zones.length} zones, ${patterns.length} daily schedules, ${years} years`;
  return [{ fault, seen: `${right} of ${due} slots once`, isRight: right === due }];
}

async function playKilledMigrations({ kills, seed }: Wishes): Promise<Line[]> {
  const { statements, tried, wrong } = await playMigrations(kills, seed);
  for (const one of wrong) console.log(`    ${one}`);
  const seen = `${tried} killed, ${tried - wrong.length} left nothing and were finished by the next start`;
  const fault = `migrations killed before one of ${statements} statements`;
  return [{ fault, seen, isRight: wrong.length === 0 }];
}

async function playMemory(): Promise<Line[]> {
  const tight = { books: 20_000, torrents: 5000, heapMiB: 256, files: 256 };
  const { peakMiB, mostFiles, wrong } = await playTight(tight);
  for (const one of wrong) console.log(`    ${one}`);
  const { books, torrents, heapMiB, files } = tight;
  const fault = `heap of ${heapMiB} MiB, ${files} open files, ${books} books, ${torrents} torrents`;
  const seen = `peak ${peakMiB} MiB resident, ${mostFiles} files open at most`;
  return [{ fault, seen, isRight: wrong.length === 0 }];
}
