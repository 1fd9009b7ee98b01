import { expect, test } from 'vitest';
import { stopFor } from '../../src/importing/placement.ts';

const refused = (code: string) => Object.assign(new Error(`${code}: refused`), { code });

test.each([
  ['EROFS', 'read-only'],
  ['EACCES', 'not-writable'],
  ['EPERM', 'not-writable'],
  ['ENAMETOOLONG', 'name-too-long'],
  ['ENOSPC', 'no-space'],
  ['EDQUOT', 'no-space'],
  ['ENOTDIR', 'destination-exists'],
  ['ENOTEMPTY', 'destination-exists'],
  ['EEXIST', 'destination-exists'],
])('%s stops the import as %s with a sentence and a next step', (code, reason) => {
  const stop = stopFor(refused(code));

  expect(stop).toMatchObject({
    kind: 'stopped',
    reason,
    explanation: expect.stringMatching(/^[A-Z].+\.$/),
    nextStep: expect.stringMatching(/^[A-Z].+\.$/),
  });
});

test.each([refused('EIO'), refused('toString'), new TypeError('a bug'), 'text'])(
  'does not explain away %s',
  (error) => {
    const stop = stopFor(error);

    expect(stop).toBeNull();
  },
);
