import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readAccount, type TrackerAccount } from '../../../src/clients/mam/account.ts';
import { ExternalError } from '../../../src/errors.ts';
import { rawAccount, rawSummary } from './answers.ts';

const figures = {
  className: 'Power User',
  isVipClass: false,
  uploadedBytes: 3_000_000_000,
  downloadedBytes: 1_000_000_000,
  points: 4321.5,
  wedges: 7,
  vipUntil: new Date('2031-06-01T10:00:00Z'),
  unsatisfied: { count: 9, limit: 60 },
  hitAndRunCount: 3,
  inactiveUnsatisfiedCount: 4,
  connectable: 'yes',
  notices: null,
};

function accountOrError(value: unknown): TrackerAccount | ExternalError {
  try {
    return readAccount(value);
  } catch (error) {
    if (error instanceof ExternalError) return error;
    throw error;
  }
}

describe('readAccount', () => {
  test('reads the nested summary', () => {
    expect(readAccount(rawAccount())).toEqual(figures);
  });

  test('reads the older summary beside the other fields', () => {
    const { snatch_summary: _nested, ...flat } = rawAccount(rawSummary());

    expect(readAccount(flat)).toEqual(figures);
  });

  test('does not know what the answer leaves out', () => {
    const bare = { classname: 'Mouse', uploaded_bytes: 0, downloaded_bytes: 5, vip_until: null };

    expect(readAccount(bare)).toEqual({
      className: 'Mouse',
      isVipClass: false,
      uploadedBytes: 0,
      downloadedBytes: 5,
      points: null,
      wedges: null,
      vipUntil: null,
      unsatisfied: null,
      hitAndRunCount: null,
      inactiveUnsatisfiedCount: null,
      connectable: null,
      notices: null,
    });
  });

  test('does not know what it cannot read, apart from class and bytes', () => {
    const summary = rawSummary({
      unsat: { count: 9 },
      inactHnr: { count: -1 },
      connectable: 'maybe',
    });

    const account = readAccount(
      rawAccount({ seedbonus: 'many', wedges: -1, vip_until: 'later', snatch_summary: summary }),
    );

    expect(account).toMatchObject({ points: null, wedges: null, vipUntil: null });
    expect(account).toMatchObject({ unsatisfied: null, hitAndRunCount: null, connectable: null });
  });

  test.each<unknown>(['∞', '1,234.56', 'NaN', -3, null, undefined])(
    'takes the bytes whatever the ratio beside them is: %j',
    (ratio) => {
      const raw = rawAccount({ uploaded_bytes: '1,000', downloaded_bytes: '500', ratio });

      expect(readAccount(raw)).toMatchObject({ uploadedBytes: 1000, downloadedBytes: 500 });
    },
  );

  test.each([
    ['VIP', true],
    ['Elite VIP', true],
    ['Elite', false],
    ['Power User', false],
  ])('%s is a VIP class: %s', (classname, expected) => {
    expect(readAccount(rawAccount({ classname })).isVipClass).toBe(expected);
  });

  test.each<[string, Record<string, unknown>]>([
    ['classname', { classname: ' ' }],
    ['uploaded_bytes', { uploaded_bytes: undefined }],
    ['uploaded_bytes', { uploaded_bytes: -1 }],
    ['downloaded_bytes', { downloaded_bytes: Number.NaN }],
    ['downloaded_bytes', { downloaded_bytes: '1.00 GiB' }],
    ['downloaded_bytes', { downloaded_bytes: null }],
    ['downloaded_bytes', { downloaded_bytes: 0.5 }],
  ])('refuses an account without a usable %s', (field, fields) => {
    const unreadable = expect.objectContaining({
      kind: 'unexpected',
      message: expect.stringContaining(field) as string,
    });

    expect(() => readAccount(rawAccount(fields))).toThrow(unreadable);
  });

  test('is total: any value gives an account or a typed error', () => {
    const anyField = fc.constantFrom(...Object.keys(rawAccount()), 'unsat', 'inactHnr');
    const anyValue = fc.oneof(fc.anything(), fc.jsonValue());
    const spoiled = fc.dictionary(anyField, anyValue, { maxKeys: 4 }).map(rawAccount);

    fc.assert(
      fc.property(fc.oneof(spoiled, anyValue), (value) => {
        const outcome = accountOrError(value);
        const isSound = outcome instanceof ExternalError || outcome.uploadedBytes >= 0;
        expect(isSound).toBe(true);
      }),
    );
  });
});
