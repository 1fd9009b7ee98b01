import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readRow, readSearchPage } from '../../../src/clients/mam/rows.ts';
import { rawPage, rawRow } from './answers.ts';

describe('readRow', () => {
  test('reads a row as the site sends it', () => {
    expect(readRow(rawRow())).toEqual({
      id: 70012,
      title: 'The Salt Orchard',
      authors: ['Mira Vantongeren'],
      narrators: ['Oswin Pell', 'Tamsin Roe'],
      series: [{ name: 'Orchard Cycle', position: '2' }],
      sizeBytes: Math.round(1012.5 * 1024 ** 2),
      fileCount: 3,
      categoryId: 41,
      categoryName: 'Audiobooks - Fantasy',
      language: 'ENG',
      fileTypes: ['m4b', 'mp3'],
      isFree: false,
      isVip: false,
      vipExpiresAt: null,
      isPersonalFreeleech: false,
      isSnatched: false,
      seeders: 12,
      leechers: 1,
      snatches: 1345,
      addedAt: new Date('2031-02-03T04:05:06Z'),
      isFlaggedAbridged: false,
      mediaInfo: {
        bitrateKbps: 96,
        bitrateMode: 'CBR',
        durationSeconds: 37_230,
        chapterCount: 2,
        format: 'AAC',
      },
      tags: 'unabridged',
      description: null,
      isbn: null,
      asin: null,
    });
  });

  test('reads the documented form: numbers as text, `name`, bytes, `filetypes`', () => {
    const { title: _title, filetype: _filetype, vip_expire: _expire, ...raw } = rawRow();
    const documented = {
      id: '70013',
      name: 'Ferry',
      vip: '0',
      size: '5200300400',
      seeders: '1,200',
    };

    const row = readRow({ ...raw, ...documented, filetypes: 'm4a, mp3' });

    expect(row).toMatchObject({ id: 70013, title: 'Ferry', sizeBytes: 5_200_300_400 });
    expect(row).toMatchObject({ seeders: 1200, fileTypes: ['m4a', 'mp3'] });
  });

  test('needs no more than title, id and what decides cost; the rest is unknown then', () => {
    const costs = { free: 1, vip: 0, personal_freeleech: 0, my_snatched: 0 };

    const row = readRow({ id: 5, title: 'Ferry', ...costs });

    expect(row).toMatchObject({ isFree: true, authors: [], series: [], tags: '', fileTypes: [] });
    const unknown = [
      'sizeBytes',
      'seeders',
      'language',
      'addedAt',
      'isFlaggedAbridged',
      'mediaInfo',
    ];
    expect(unknown.map((key) => row?.[key as keyof typeof row])).toEqual(unknown.map(() => null));
  });

  test.each<[string, Record<string, unknown>]>([
    ['no id', { id: undefined }],
    ['an id that is no whole number', { id: '70012a' }],
    ['an id of zero', { id: 0 }],
    ['no title', { title: '' }],
    ['an unknown freeleech flag', { free: 'maybe' }],
    ['no freeleech flag', { free: undefined }],
    ['an empty VIP flag', { vip: null }],
    ['an unknown personal freeleech flag', { personal_freeleech: 2 }],
    ['an unknown snatched flag', { my_snatched: '' }],
    ['VIP without its end', { vip: 1, vip_expire: undefined }],
    ['VIP with an unreadable end', { vip: 1, vip_expire: 'soon' }],
    ['VIP with an end before 1970', { vip: 1, vip_expire: -1 }],
    ['VIP with an end in milliseconds', { vip: 1, vip_expire: 1_935_000_000_000 }],
  ])('drops a row with %s', (_name, fields) => {
    expect(readRow(rawRow(fields))).toBeNull();
  });

  test.each<[unknown, boolean]>([
    [1, true],
    ['1', true],
    [true, true],
    ['yes', true],
    [0, false],
    ['0', false],
    [false, false],
    ['no', false],
  ])('reads the flag %j as %s', (value, expected) => {
    const row = readRow(rawRow({ free: value, personal_freeleech: value, my_snatched: value }));

    const { isFree, isPersonalFreeleech, isSnatched } = row ?? {};
    expect([isFree, isPersonalFreeleech, isSnatched]).toEqual([expected, expected, expected]);
  });

  test.each<[string, Record<string, unknown>, Date | 'never' | null]>([
    [
      'a VIP torrent with an end',
      { vip: 1, vip_expire: 1_935_000_000 },
      new Date(1_935_000_000_000),
    ],
    ['an end as text', { vip: '1', vip_expire: '1935000000' }, new Date(1_935_000_000_000)],
    ['a VIP torrent for ever', { vip: 1, vip_expire: 0 }, 'never'],
    ['no VIP torrent', { vip: 0, vip_expire: 0 }, null],
    ['an end without VIP', { vip: 0, vip_expire: 1_935_000_000 }, null],
  ])('%s', (_name, fields, expected) => {
    expect(readRow(rawRow(fields))?.vipExpiresAt).toEqual(expected);
  });

  test.each<[unknown, string]>([
    [1977, '1977'],
    ['Salt &amp; Sand', 'Salt & Sand'],
    ['Salt &amp;amp; Sand', 'Salt & Sand'],
    ['Fox&#039;s&nbsp;Glove\u00a0 II ', "Fox's Glove II"],
    ['Sun &not far', 'Sun &not far'],
  ])('reads the title %j as %j', (title, expected) => {
    expect(readRow(rawRow({ title }))?.title).toBe(expected);
  });

  test.each<[unknown, number | null]>([
    ['451.5 MiB', Math.round(451.5 * 1024 ** 2)],
    ['1,250 KiB', 1250 * 1024],
    ['2 TiB', 2 * 1024 ** 4],
    ['512 B', 512],
    [1024, 1024],
    ['large', null],
    ['1.2 GB', null],
    ['', null],
    [null, null],
  ])('reads the size %j as %j bytes', (size, expected) => {
    expect(readRow(rawRow({ size }))?.sizeBytes).toBe(expected);
  });

  test.each<[unknown, boolean | null]>([
    [32, true],
    ['34', true],
    [64, false],
    [undefined, null],
    ['?', null],
  ])('reads the abridged flag out of %j as %j', (browseflags, expected) => {
    expect(readRow(rawRow({ browseflags }))?.isFlaggedAbridged).toBe(expected);
  });

  test.each([undefined, 'yesterday', '0000-00-00 00:00:00', '2031-02-31 00:00:00'])(
    'does not guess an upload time from %j',
    (added) => {
      expect(readRow(rawRow({ added }))?.addedAt).toBeNull();
    },
  );

  test('is total: any value gives a row with certain costs or none', () => {
    const anyField = fc.constantFrom(...Object.keys(rawRow()), 'name', 'isbn', 'description');
    const anyValue = fc.oneof(fc.anything(), fc.jsonValue(), fc.json(), fc.string());
    const spoiled = fc.dictionary(anyField, anyValue, { maxKeys: 4 }).map(rawRow);

    fc.assert(
      fc.property(fc.oneof(spoiled, anyValue), (value) => {
        const row = readRow(value);
        if (row === null) return;
        const { isFree, isVip, isPersonalFreeleech, isSnatched, vipExpiresAt } = row;
        const flags = [isFree, isVip, isPersonalFreeleech, isSnatched];
        expect(flags.every((flag) => typeof flag === 'boolean')).toBe(true);
        expect(Number.isSafeInteger(row.id) && row.id > 0).toBe(true);
        expect(vipExpiresAt !== null).toBe(isVip);
        expect(row.title).not.toBe('');
      }),
      { numRuns: 300 },
    );
  });
});

describe('readSearchPage', () => {
  test('counts the rows it had to drop, and pages by what the site sent', () => {
    const rows = [rawRow(), rawRow({ id: null }), rawRow({ free: '?' }), 'row', rawRow({ id: 9 })];

    const page = readSearchPage(rawPage(rows, { start: 100, found: '1,234' }), 100);

    expect(page.rows.map(({ id }) => id)).toEqual([70012, 9]);
    expect(page).toMatchObject({ droppedRows: 3, rawRows: 5, start: 100, found: 1234 });
  });

  test.each<[string, unknown]>([
    ['today', { error: 'Nothing returned, out of 0' }],
    ['earlier', { error: 'Nothing returned, out of 61234 torrents' }],
    ['with an empty list', rawPage([], { start: 200 })],
  ])('reads no results as told %s', (_name, answer) => {
    const empty = { rows: [], droppedRows: 0, rawRows: 0, start: 200, found: 0 };

    expect(readSearchPage(answer, 200)).toEqual(empty);
  });

  test('reads the documented form of the number found', () => {
    const answer = { data: [rawRow()], total: '1', total_found: '41' };

    expect(readSearchPage(answer, 5)).toMatchObject({ start: 5, found: 41 });
  });

  test.each<[string, unknown]>([
    ['another error', { error: 'Index offline' }],
    ['no data', { found: 0 }],
    ['data that is no list', { data: { 1: rawRow() }, found: 1 }],
    ['an unknown number found', rawPage([rawRow()], { found: null })],
    ['no object', null],
  ])('refuses %s', (_name, answer) => {
    expect(() => readSearchPage(answer, 0)).toThrow(
      expect.objectContaining({ kind: 'unexpected' }),
    );
  });
});
