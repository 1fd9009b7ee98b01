import type { RawRow } from './case.ts';

/** How the site writes the same facts: it has done so in all these ways. */
export type Form = {
  /** People, series and media data: JSON in a string, in a string in a string, or as it is. */
  embedded: 'once' | 'twice' | 'plain';
  numbers: 'numbers' | 'texts';
  flags: 'digits' | 'texts' | 'booleans' | 'words';
  /** How often `&` and quotes are escaped. */
  escapes: 0 | 1 | 2;
  titleField: 'title' | 'name';
};

export const usualForm: Form = {
  embedded: 'once',
  numbers: 'numbers',
  flags: 'digits',
  escapes: 0,
  titleField: 'title',
};

/** An upload as its uploader describes it. */
export type Upload = {
  title: string;
  authors: string[];
  narrators: string[];
  series: { name: string; position: string | null }[];
  /** The site's code: ENG, GER. */
  language: string;
  category: number;
  fileTypes: string;
  files: number;
  hours: number;
  /** What the recording has; the size follows from it. */
  kbps: number;
  /** Whether the site measured the files. */
  isMeasured: boolean;
  tags: string;
  description: string;
  /** The site's flag, set by the uploader. */
  isAbridged: boolean;
  seeders: number;
  cost: 'free' | 'vip' | 'personal-freeleech' | 'paid';
  /** The field for ISBN and ASIN. */
  isbn: string;
  form: Form;
};

/** What most rows say; only what differs tells rows apart. */
export const usualFields = {
  language: 1,
  main_cat: 13,
  mediatype: 1,
  maincat: 1,
  categories: '[]',
  w: 1,
  comments: 0,
  bookmarked: null,
  poster_type: 'image/jpeg',
  ownership: '[200001, "uploader"]',
  leechers: 0,
  my_snatched: 0,
  added: '2024-03-05 18:20:00',
  description: '',
  isbn: '',
  tags: '',
  narrator_info: '{}',
  series_info: '{}',
  mediainfo: '{}',
  numfiles: 1,
  lang_code: 'ENG',
  filetype: 'm4b',
  browseflags: 0,
  vip: 0,
  vip_expire: 0,
  free: 0,
  fl_vip: 0,
  personal_freeleech: 0,
} as const;

const mebibyte = 1024 ** 2;
const shortNumber = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });

/** The row of the search answer for an upload. */
export function writeRow(id: number, upload: Upload): RawRow {
  const { form } = upload;
  const number = (value: number) => (form.numbers === 'texts' ? String(value) : value);
  const text = (value: string) => escape(value, form.escapes);
  const names = (list: string[]) =>
    Object.fromEntries(list.map((name, index) => [String(1000 + index), text(name)]));
  const series = upload.series.map(({ name, position }, index) => {
    return [String(2000 + index), position === null ? [text(name), ''] : [text(name), position]];
  });
  return {
    ...usualFields,
    id: number(id),
    [form.titleField]: titleValue(text(upload.title), form),
    author_info: embed(names(upload.authors), form),
    narrator_info: embed(names(upload.narrators), form),
    series_info: embed(Object.fromEntries(series), form),
    mediainfo: embed(upload.isMeasured ? measured(upload) : {}, form),
    size: sizeText(bytesOf(upload), form),
    numfiles: number(upload.files),
    category: number(upload.category),
    lang_code: upload.language,
    filetype: upload.fileTypes,
    tags: text(upload.tags),
    description: upload.description,
    browseflags: number(upload.isAbridged ? 32 : 0),
    seeders: number(upload.seeders),
    times_completed: number(upload.seeders * 3),
    vip: flag(upload.cost === 'vip', form),
    vip_expire: number(0),
    free: flag(upload.cost === 'free', form),
    fl_vip: flag(upload.cost === 'free' || upload.cost === 'vip', form),
    personal_freeleech: flag(upload.cost === 'personal-freeleech', form),
    isbn: upload.isbn,
  };
}

/** A title of digits only comes as a number. */
function titleValue(title: string, { numbers }: Form): string | number {
  return numbers === 'numbers' && /^[1-9]\d{0,8}$/.test(title) ? Number(title) : title;
}

/** What the uploader's files weigh. */
function bytesOf({ kbps, hours }: Pick<Upload, 'kbps' | 'hours'>): number {
  return Math.round(kbps * 125 * hours * 3600);
}

/** The site measures the first file only. An odd figure is the average of a varying bitrate. */
function measured({ kbps, hours, files, fileTypes }: Upload): object {
  const isMp3 = fileTypes.startsWith('mp3');
  const seconds = Math.round((hours * 3600) / (isMp3 ? files : 1));
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60];
  const tail = parts.map((part) => String(part).padStart(2, '0')).join(':');
  return {
    General: {
      Format: isMp3 ? 'MPEG Audio' : 'MPEG-4',
      Duration: `${Math.floor(seconds / 3600)}:${tail}`,
    },
    Audio1: {
      Format: isMp3 ? 'MPEG Audio' : 'AAC',
      BitRate: `${kbps}k`,
      ...(kbps % 2 === 0
        ? { BitRate_Mode: 'CBR' }
        : { BitRate_Mode: 'VBR', BitRate_Maximum: `${kbps * 2}k` }),
      SamplingRate: '44.1kHz',
    },
  };
}

function embed(value: object, { embedded }: Form): unknown {
  if (embedded === 'plain') return value;
  const once = JSON.stringify(value);
  return embedded === 'once' ? once : JSON.stringify(once);
}

function flag(value: boolean, { flags }: Form): unknown {
  if (flags === 'booleans') return value;
  if (flags === 'words') return value ? 'yes' : 'no';
  return flags === 'texts' ? String(Number(value)) : Number(value);
}

/** About four digits with a comma for thousands, or plain bytes in the documented form. */
function sizeText(bytes: number, { numbers }: Form): string {
  if (numbers === 'texts') return String(bytes);
  const mebibytes = bytes / mebibyte;
  const [value, unit] = mebibytes > 1023 ? [mebibytes / 1024, 'GiB'] : [mebibytes, 'MiB'];
  return `${shortNumber.format(value)} ${unit}`;
}

function escape(text: string, times: number): string {
  if (times === 0) return text;
  const once = text.replaceAll('&', '&amp;').replaceAll("'", '&#039;').replaceAll('"', '&quot;');
  return escape(once, times - 1);
}
