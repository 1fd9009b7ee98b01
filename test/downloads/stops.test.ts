import { describe, expect, test } from 'vitest';
import { discoverCommands } from '../../src/command/discover.ts';
import { nextStepOf, stopButtons, stopReasons } from '../../src/downloads/stops.ts';

const commands = await discoverCommands();
const download = { id: 12, hasRelease: true };

describe.each(stopReasons)('stopped as %s', (reason) => {
  test('a person is told in a sentence what to do', () => {
    expect(nextStepOf(reason)).toMatch(/^[A-Z].{20,}\.$/);
  });

  test('there is a first button, and always one to close it', () => {
    const buttons = stopButtons(reason, download);

    expect(buttons.length).toBeGreaterThan(1);
    expect(buttons.length).toBeLessThanOrEqual(5);
    expect(buttons.filter(({ style }) => style === 'primary')).toEqual([buttons[0]]);
    expect(buttons.at(-1)).toEqual({
      label: 'Ignore',
      runs: 'cancel',
      input: { download: 12, reason: 'ignored' },
      style: 'danger',
    });
  });

  test('every button is a call that its command takes', () => {
    for (const { runs, input, asks } of stopButtons(reason, download)) {
      const answer = asks ? { [asks.field]: 'Author/Title' } : {};

      const parsed = commands.get(runs)?.input.safeParse({ ...input, ...answer });

      expect(parsed).toMatchObject({ success: true });
    }
  });

  test('without a release there is none to block', () => {
    const labels = stopButtons(reason, { id: 12, hasRelease: false }).map(({ label }) => label);

    expect(labels).not.toContain('Block and search again');
    expect(labels).toContain('Ignore');
  });
});

test.each([
  ['path-unknown', ['Map path', 'Try again', 'Ignore']],
  ['read-only', ['Try again', 'Ignore']],
  ['no-space', ['Try again', 'Ignore']],
  ['name-too-long', ['Choose folder', 'Ignore']],
  ['already-there', ['Choose folder', 'Ignore']],
  ['matched-nothing', ['Choose book', 'Ignore']],
  ['client-error', ['Try again', 'Block and search again', 'Ignore']],
] as const)('%s offers %j', (reason, labels) => {
  expect(stopButtons(reason, download).map(({ label }) => label)).toEqual(labels);
});

test('a stop of an older version still has buttons', () => {
  const labels = stopButtons(null, download).map(({ label }) => label);

  expect(labels).toEqual(['Try again', 'Block and search again', 'Ignore']);
});
