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
  ['ENOTDIR', 'name-is-file'],
  ['ENOTEMPTY', 'names-taken'],
  ['EEXIST', 'names-taken'],
  ['EIO', 'disk-error'],
  ['ESTALE', 'disk-error'],
  ['ENOTCONN', 'disk-error'],
])('%s stops the import as %s with a sentence', (code, reason) => {
  const stop = stopFor(refused(code));

  expect(stop).toEqual({
    kind: 'stopped',
    reason,
    explanation: expect.stringMatching(/^[A-Z].+\.$/),
  });
});

test.each([refused('EFAULT'), refused('toString'), new TypeError('a bug'), 'text'])(
  'does not explain away %s',
  (error) => {
    const stop = stopFor(error);

    expect(stop).toBeNull();
  },
);
