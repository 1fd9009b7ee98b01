import fc from 'fast-check';
import { expect, test } from 'vitest';
import { highestRole, readRoleMap } from '../../src/members/roles.ts';

test('ids get the role they are listed under, the higher one when listed twice', () => {
  const result = readRoleMap(' operator=111, owner=222 ,member=333,viewer=222,');

  expect(result).toEqual({
    map: new Map([
      ['111', 'operator'],
      ['222', 'owner'],
      ['333', 'member'],
    ]),
  });
});

test.each(['admin=1', 'operator', 'operator=', '=5', 'owner=1=2'])(
  '"%s" is refused with the words that can be used',
  (text) => {
    expect(readRoleMap(text)).toEqual({
      problem: expect.stringContaining('viewer, member, operator, owner'),
    });
  },
);

test('any text is read or refused, never more', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const result = readRoleMap(text);

      expect('map' in result || result.problem.length > 0).toBe(true);
    }),
  );
});

test('the highest known role counts, the default only when none is known', () => {
  expect(highestRole([undefined, 'member', 'operator', 'viewer'], 'viewer')).toBe('operator');
  expect(highestRole(['viewer'], 'member')).toBe('viewer');
  expect(highestRole([undefined], 'member')).toBe('member');
});
