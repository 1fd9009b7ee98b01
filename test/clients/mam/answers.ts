/** A search row in the site's own shape, with fields of the test's choice. */
export function rawRow(fields: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: 70012,
    title: 'The Salt Orchard',
    author_info: '{"311": "Mira Vantongeren"}',
    narrator_info: '{"42": "Oswin Pell", "97": "Tamsin Roe"}',
    series_info: '{"8": ["Orchard Cycle", "2", 40]}',
    size: '1,012.5 MiB',
    numfiles: 3,
    category: 41,
    catname: 'Audiobooks - Fantasy',
    lang_code: 'eng',
    filetype: 'M4B mp3',
    free: 0,
    vip: 0,
    vip_expire: 0,
    personal_freeleech: 0,
    my_snatched: 0,
    seeders: 12,
    leechers: 1,
    times_completed: 1345,
    added: '2031-02-03 04:05:06',
    browseflags: 0,
    mediainfo: JSON.stringify({
      General: { Format: 'MPEG-4', Duration: '10:20:30' },
      Audio1: { Format: 'AAC', BitRate: '96k', BitRate_Mode: 'CBR' },
      menu: { extra: ['One', 'Two'] },
    }),
    tags: 'unabridged',
    ...fields,
  };
}

export function rawPage(rows: unknown[], fields: Record<string, unknown> = {}) {
  return { perpage: 100, start: 0, total: rows.length, found: rows.length, data: rows, ...fields };
}

/** The account in today's shape, the summary nested. */
export function rawAccount(fields: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    uid: 5150,
    classname: 'Power User',
    ratio: 3,
    uploaded_bytes: 3_000_000_000,
    downloaded_bytes: 1_000_000_000,
    seedbonus: 4321.5,
    wedges: 7,
    vip_until: '2031-06-01 10:00:00',
    snatch_summary: rawSummary(),
    ...fields,
  };
}

export function rawSummary(fields: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    unsat: { name: 'Unsatisfied', count: 9, limit: 60, size: 12345 },
    inactHnr: { name: 'Not Seeding - H&R', count: 1, size: null },
    seedHnr: { name: 'Seeding - H&R', count: 2, size: null },
    inactUnsat: { name: 'Not Seeding', count: 4, size: null },
    connectable: 'yes',
    ...fields,
  };
}
