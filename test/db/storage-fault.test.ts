import { expect, test } from 'vitest';
import { storageFault } from '../../src/db/storage-fault.ts';
import { ExternalError } from '../../src/errors.ts';

const withCode = (code: string, message = 'words') => Object.assign(new Error(message), { code });

test.each([
  ['a server that is not there', withCode('ECONNREFUSED'), 'unreachable'],
  ['a socket that is not there', withCode('ENOENT'), 'unreachable'],
  ['a server that is stopping', withCode('57P01'), 'unreachable'],
  ['a server that is starting', withCode('57P03'), 'unreachable'],
  ['a connection that broke', new Error('Connection terminated unexpectedly'), 'unreachable'],
  ['too many connections', withCode('53300'), 'unreachable'],
  ['a read-only database', withCode('25006'), 'refused'],
  ['a full disk', withCode('53100'), 'refused'],
  ['a broken disk', withCode('58030'), 'refused'],
  ['a password that is wrong', withCode('28P01'), 'unauthorized'],
])('%s is the database not doing its part', (_, error, kind) => {
  expect(storageFault(error)).toMatchObject({ service: 'database', kind, cause: error });
});

test.each([
  ['a statement that is wrong', withCode('42601')],
  ['a row that is there already', withCode('23505')],
  ['two transactions in each other’s way', withCode('40P01')],
  ['anything else', new Error('words')],
  ['what is no error', 'words'],
])('%s is not', (_, error) => {
  expect(storageFault(error)).toBeNull();
});

test('only the first line is told, and what is known already stays as it is', () => {
  const full = withCode('53100', 'could not extend file\n - hint: Check free disk space.');
  const known = new ExternalError('database', 'refused', 'said before');

  expect(storageFault(full)?.message).toBe('database: could not extend file');
  expect(storageFault(known)).toBe(known);
});
