import Fuse from 'fuse.js';
import { performance } from 'node:perf_hooks';
import { roles } from '../../src/command/actor.ts';
import { parseWords } from '../../src/command/words.ts';
import { english } from '../../src/conversation/english/index.ts';
import { openOrm } from '../../src/db/orm.ts';
import { openTable } from '../conversation/table.ts';
import { injections } from '../labels/language/injections.ts';
import { held } from '../labels/language/held.ts';
import {
  commands,
  isRight,
  type Labelled,
  meaningOf,
  readLabels,
} from '../labels/language/label.ts';
import { tuned } from '../labels/language/tuned.ts';
import { openDurableDatabase } from './durable-database.ts';
import type { Bench } from './run.ts';

export default {
  name: 'language',
  question:
    'Is plain language understood, of labelled utterances? (--failures lists the tuned ones)',
  async run() {
    const failures = compare('Tuned part', readLabels(tuned));
    compare('Held part, of which only the totals were seen', readLabels(held));
    const texts = injections();
    const acts = await actsOf(texts);
    console.log(`\n${texts.length} hostile texts, forwarded by every role: ${acts} acts`);
    if (!process.argv.includes('--failures')) return;
    for (const one of failures) {
      console.log(`${one.utterance}\n  ${one.accepted.join(' || ')}`, meaningOf(one));
    }
  },
} satisfies Bench;

/** What has changed when somebody of each role has forwarded them all. */
async function actsOf(texts: readonly string[]): Promise<number> {
  const { connection, close } = await openDurableDatabase();
  const orm = await openOrm(connection, 4);
  try {
    const table = await openTable(() => orm.em.fork());
    for (const role of roles) {
      const actor = { id: role, name: role, platform: 'bench', role };
      // A refusal is as good as an answer here.
      for (const text of texts) await table.say(text, actor).catch(() => null);
    }
    return await table.acts();
  } finally {
    await orm.close();
    await close();
  }
}

/** Ours beside a fuzzy search in the same sayings; answers our failures. */
function compare(title: string, labels: readonly Labelled[]): Labelled[] {
  const began = performance.now();
  const meanings = labels.map((one) => ({ one, meaning: meaningOf(one) }));
  const took = (performance.now() - began) / labels.length;
  const failures = meanings.filter(({ one, meaning }) => !isRight(one, meaning));
  const unsure = failures.filter(({ meaning }) => meaning.kind !== 'calls').length;
  const fuzzy = labels.filter(isRightByFuse).length;
  console.log(`\n${title}: ${labels.length} utterances`);
  console.log(
    `  ours: call with all its input right    ${share(labels.length - failures.length, labels)}`,
  );
  console.log(`        asked back or gave up instead    ${share(unsure, labels)}`);
  console.log(
    `        another call                     ${share(failures.length - unsure, labels)}`,
  );
  console.log(`        ${took.toFixed(2)} ms each`);
  console.log(
    `  fuse.js over the same sayings, spared the input: command right  ${share(fuzzy, labels)}`,
  );
  return failures.map(({ one }) => one);
}

function share(count: number, all: readonly unknown[]): string {
  return `${((count / all.length) * 100).toFixed(1)} % (${count})`;
}

const lines = Object.entries(english.says).flatMap(([command, says]) =>
  says.lines.map((line) => ({ command, text: line.split(' -> ')[0] ?? '' })),
);
const fuse = new Fuse(lines, { keys: ['text'], ignoreLocation: true, includeScore: true });

function isRightByFuse({ utterance, accepted }: Labelled): boolean {
  const [best] = fuse.search(utterance);
  const found = best && (best.score ?? 1) < 0.6 ? best.item.command : null;
  return accepted.some((label) => {
    if (label === 'nothing' || label === '?') return found === null;
    return parseWords(label, commands).command === found;
  });
}
