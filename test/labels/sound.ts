import { narrators } from './people.ts';
import type { Random } from './random.ts';
import type { Upload } from './row.ts';

type Sound = Pick<
  Upload,
  'narrators' | 'fileTypes' | 'files' | 'hours' | 'kbps' | 'isMeasured' | 'tags'
>;

const genres = [
  'Fantasy',
  'LitRPG',
  'Mystery',
  'Classics',
  'Sci-Fi > Adventure',
  'requested',
  'Literature & Fiction',
];
const asides = [
  'True Decrypt',
  'Chaptered',
  '44.1 kHz',
  'joint stereo',
  '120k words',
  '48000 sample',
  'Retail',
  'ISBN inside',
];

/** A recording nobody would object to: at least 64 kbps, a length of its own, described in one of many ways. */
export function goodSound(random: Random): Sound {
  const isMp3 = random.isLucky(0.4);
  const sound = {
    narrators: random.isLucky(0.85) ? [random.pick(narrators)] : [],
    fileTypes: isMp3 ? 'mp3' : random.pick(['m4b', 'm4b', 'm4b', 'm4a m4b', 'm4b mp3']),
    files: isMp3 ? random.between(8, 120) : random.pick([1, 1, 1, 2, 3]),
    hours: random.between(24, 140) / 4,
    kbps: random.pick([64, 64, 96, 125, 126, 128, 128, 192]),
    isMeasured: random.isLucky(0.4),
  };
  return { ...sound, tags: soundTags(sound, random) };
}

/** Free words of an uploader: what he says about the sound stands between other numbers, if anywhere. */
export function soundTags({ kbps, hours }: Pick<Sound, 'kbps' | 'hours'>, random: Random): string {
  const parts = [
    random.isLucky(0.5) ? bitrateText(kbps, random) : '',
    random.isLucky(0.5) ? lengthText(hours, random) : '',
    random.isLucky(0.4) ? 'Unabridged' : '',
    random.pick(genres),
    random.isLucky(0.5) ? random.pick(asides) : '',
  ];
  const separator = random.pick([', ', ' | ', ' - ', ' ']);
  return random.shuffled(parts.filter((part) => part !== '')).join(separator);
}

export function bitrateText(kbps: number, random: Random): string {
  return random.pick([
    `${kbps}kbps`,
    `${kbps} Kbps`,
    `${kbps} kbit/s`,
    `${kbps}kb/s`,
    `${kbps}kbs`,
    `${kbps}K@44kHz`,
    `Bit Rate: ${kbps}kbps`,
    `~${kbps} kbps`,
    `CBR ${kbps} Kbps 44.1 KHz`,
    `${kbps}kbps@22.05kHz`,
  ]);
}

export function lengthText(hours: number, random: Random): string {
  const [h, m] = [Math.floor(hours), Math.round((hours % 1) * 60)];
  return random.pick([
    `${h} hrs and ${m} mins`,
    `Listening Length: ${h} hours and ${m} minutes`,
    `${h}h ${String(m).padStart(2, '0')}m`,
    `${h}hr ${m}min`,
    `${Math.round(hours * 60)} minutes`,
  ]);
}
