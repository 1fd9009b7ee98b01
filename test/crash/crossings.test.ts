import { expect, test } from 'vitest';
import { createCrossings, type Phase } from './crossings.ts';

/** A program that asks twice for the same and dies the second time; what came of that. */
async function askTwice(phase: Phase) {
  const log: string[] = [];
  const crossings = createCrossings({ crossing: 'tracker GET /file #2', phase });
  crossings.begin(async () => void log.push('killed'));
  const ask = () =>
    crossings
      .cross('tracker GET /file', async () => void log.push('forwarded'))
      .then(() => log.push('answered'));
  await ask();
  void ask();
  await crossings.killed;
  return { log, crossings };
}

test.each<[Phase, string[]]>([
  ['before', ['killed']],
  ['forwarded', ['forwarded', 'killed']],
  ['answered', ['forwarded', 'answered', 'killed']],
])('%s: that far the second request comes', async (phase, rest) => {
  const { log, crossings } = await askTwice(phase);

  expect(log).toEqual(['forwarded', 'answered', ...rest]);
  expect(crossings.seen).toEqual(['tracker GET /file #1', 'tracker GET /file #2']);
});

test('what a dying program sends reaches nobody; what the next one sends does, and is not counted', async () => {
  const { log, crossings } = await askTwice('before');
  const say = (what: string) => crossings.cross('chat POST /post', async () => log.push(what));

  void say('too late');
  crossings.revive();
  await say('from the next');

  expect(log).not.toContain('too late');
  expect(log).toContain('from the next');
  expect(crossings.seen).toHaveLength(2);
});
