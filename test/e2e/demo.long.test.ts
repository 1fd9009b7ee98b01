import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');

test('the demo plays its whole story by itself: a gap, a proposal, the shelf, an emergency that comes and goes', {
  timeout: 180_000,
}, async () => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [path.join(root, 'src/demo.ts'), '--auto'],
    { cwd: root, timeout: 170_000, maxBuffer: 10_000_000 },
  );

  const told = ['gaps in', 'Shall I get it', 'On the shelf', 'Ratio emergency', 'has recovered'];
  expect(told.filter((text) => !stdout.includes(text))).toEqual([]);
});
