import { type Recording, recordingBytes } from './audio.ts';
import { type Book, bookByAsin, books } from './books.ts';

/** One torrent on the sandbox tracker. The tracker changes it while it runs. */
export type Release = {
  id: number;
  book: Book;
  title: string;
  narrators: string[];
  free: boolean;
  /** When it stops being free for VIP members: days from the start, 0 for never, null when it is not. */
  vipDays: number | null;
  kbps: number;
  /** Files it is split into; one file carries chapter marks instead. */
  parts: number;
  abridged: boolean;
  german: boolean;
  /** Technical data in the row; old uploads have none. */
  mediainfo: boolean;
  seeders: number;
  snatches: number;
  addedDaysAgo: number;
  personalFreeleech: boolean;
  snatched: boolean;
};

type Offer = Partial<Omit<Release, 'id' | 'book'>>;

const free: Offer = { free: true };
const vip: Offer = { vipDays: 0 };
const paid: Offer = {};

/** What the tracker holds of the books worth looking for, each with a visible reason to choose or to refuse. */
const offers: Record<string, Offer[]> = {
  // The Warlord of Mars: free, single and good beside a smaller VIP one and a costly big one.
  B0MARS0003: [
    { ...free, kbps: 128, seeders: 14 },
    { ...vip, kbps: 64, seeders: 22 },
    { ...paid, kbps: 192, parts: 6, seeders: 9 },
  ],
  // The Chessmen of Mars: the free one is abridged; the paid one is a bitrate class above the VIP one.
  B0MARS0005: [
    { ...free, kbps: 128, abridged: true, seeders: 31 },
    { ...vip, kbps: 96, seeders: 11 },
    { ...paid, kbps: 128, seeders: 18 },
  ],
  // The Master Mind of Mars: nobody seeds the best one.
  B0MARS0006: [
    { ...free, kbps: 128, seeders: 0 },
    { ...vip, kbps: 64, parts: 4, seeders: 7 },
    { ...paid, kbps: 64, seeders: 16 },
  ],
  // Three books in one file.
  B0MARS0008: [
    {
      ...vip,
      title: 'The Barsoom Trilogy - A Princess of Mars, The Gods of Mars, The Warlord of Mars',
      kbps: 64,
      seeders: 26,
    },
  ],
  // Dorothy and the Wizard in Oz: same cost, another bitrate, another reader.
  B0OZOZ0004: [
    { ...free, kbps: 64, seeders: 40 },
    { ...free, kbps: 128, narrators: ['Owen Hartnell'], seeders: 6 },
  ],
  // The Patchwork Girl of Oz: VIP for a few hours only, or paid.
  B0OZOZ0007: [
    { vipDays: 0.2, kbps: 128, seeders: 8 },
    { ...paid, kbps: 96, seeders: 13 },
  ],
  // Tik-Tok of Oz: only for ratio.
  B0OZOZ0008: [{ ...paid, kbps: 128, seeders: 12 }],
  // The Memoirs of Sherlock Holmes: VIP and new this week, with an old upload without technical data.
  B0HOLM0004: [
    { ...vip, kbps: 128, seeders: 33, snatches: 96, addedDaysAgo: 2 },
    { ...free, kbps: 64, mediainfo: false, seeders: 5 },
  ],
  B0HOLM0006: [
    { ...vip, kbps: 96, seeders: 19 },
    { ...vip, kbps: 96, parts: 5, seeders: 44 },
  ],
  // The Valley of Fear: below the wanted bitrate, or dramatised.
  B0HOLM0007: [{ ...vip, kbps: 32, seeders: 9 }],
  B0HOLM0008: [{ ...free, kbps: 128, seeders: 52 }],
  B0PSAM0002: [
    { ...free, kbps: 128, seeders: 17, snatches: 51, addedDaysAgo: 3 },
    { ...paid, kbps: 64, seeders: 3 },
  ],
  // The Mysterious Island: the free one is in German.
  B0NEMO0002: [
    {
      ...free,
      kbps: 128,
      german: true,
      title: 'Die geheimnisvolle Insel (The Mysterious Island)',
      seeders: 10,
    },
    { ...vip, kbps: 112, seeders: 15 },
  ],
  B0STEV0002: [{ ...vip, kbps: 128, seeders: 24 }],
  B0WELL0002: [
    { ...vip, kbps: 64, seeders: 37, snatches: 140, addedDaysAgo: 5 },
    { ...paid, kbps: 128, seeders: 21 },
  ],
};

const firstId = 700_001;

/** A fresh list of everything on the tracker: the offers above and one modest upload of every owned book. */
export function makeReleases(): Release[] {
  const owned = books.filter((book) => book.owned).map((book) => [book.asin, [vip]] as const);
  const all = [...Object.entries(offers), ...owned].flatMap(([asin, list]) =>
    list.map((offer) => ({ book: bookByAsin(asin), offer })),
  );
  return all.map(({ book, offer }, index) => ({
    id: firstId + index * 7,
    book,
    title: book.title,
    narrators: book.narrators,
    free: false,
    vipDays: null,
    kbps: 64,
    parts: 1,
    abridged: false,
    german: false,
    mediainfo: true,
    seeders: 4 + (index % 9),
    snatches: 20 + ((index * 13) % 60),
    addedDaysAgo: 20 + index * 11,
    personalFreeleech: false,
    snatched: false,
    ...offer,
  }));
}

/** The files of a release; the folder is null when it is one bare file. */
export function releaseFiles(release: Release): {
  name: string;
  files: { path: string; recording: Recording }[];
} {
  const { title, parts } = release;
  const name = `${release.book.author} - ${title}${release.abridged ? ' (abridged)' : ''}`;
  if (parts === 1) {
    return { name: `${name}.mp3`, files: [{ path: '', recording: recordingOf(release, null) }] };
  }
  const files = Array.from({ length: parts }, (_, index) => ({
    path: `${String(index + 1).padStart(2, '0')} - ${title}.mp3`,
    recording: recordingOf(release, index + 1),
  }));
  return { name, files };
}

export function releaseSeconds(release: Release): number {
  return release.book.minutes * 60 * (release.abridged ? 0.6 : 1);
}

export function releaseBytes(release: Release): number {
  const { files } = releaseFiles(release);
  return files.reduce((sum, file) => sum + recordingBytes(file.recording), 0);
}

export function chapterTitles(release: Release): string[] {
  if (release.parts > 1) return [];
  return Array.from({ length: release.book.minutes * 2 }, (_, index) => `Chapter ${index + 1}`);
}

function recordingOf(release: Release, part: number | null): Recording {
  const { book, parts, title, kbps } = release;
  return {
    seconds: releaseSeconds(release) / parts,
    kbps,
    chapters: chapterTitles(release),
    tags: {
      title: part === null ? title : `Part ${part}`,
      album: title,
      author: book.author,
      narrator: release.narrators.join(', '),
      year: book.year,
      track: part === null ? null : `${part}/${parts}`,
      asin: null,
    },
  };
}
