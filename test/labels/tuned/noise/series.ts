import type { Random } from '../../random.ts';
import { shortSeries, type UploadNoise } from '../../subject.ts';

const publisherSeries = [
  'SF Masterworks',
  'Fantasy Masterworks',
  'Penguin Classics',
  'Naxos Classic Fiction',
  'BBC Audio Classics',
];
const universes = ['The Shared Worlds', 'Collected Universe', 'Complete Works'];

/** What the series field says. */
export const seriesNoise: UploadNoise[] = [
  {
    name: 'series-missing',
    takesEvidence: true,
    apply: (upload) => (upload.series.length === 0 ? null : { ...upload, series: [] }),
  },
  {
    name: 'series-by-publisher',
    takesEvidence: true,
    apply: (upload, { random }) => ({
      ...upload,
      series: [{ name: random.pick(publisherSeries), position: String(random.between(1, 90)) }],
    }),
  },
  {
    name: 'several-series',
    apply: (upload, { random }) => {
      const other = [
        {
          name: random.pick(universes),
          position: random.pick([null, String(random.between(1, 40))]),
        },
        { name: random.pick(publisherSeries), position: null },
      ];
      return { ...upload, series: random.shuffled([...upload.series, ...other]) };
    },
  },
  onSeries('series-without-number', ({ name }) => ({ name, position: null }), true),
  onSeries('series-name-form', ({ name, position }, random) => {
    const short = shortSeries(name);
    const forms = [
      short,
      `The ${short} Series`,
      `${short} Series`,
      `${short} Saga`,
      short.toUpperCase(),
      `${short} Novels`,
    ];
    return { name: random.pick(forms), position };
  }),
  onSeries('position-form', ({ name, position }, random) => {
    if (position === null) return { name, position };
    const forms = [
      position.includes('.') ? position.replace('.', ',') : position.padStart(2, '0'),
      position.includes('.') ? position : `${position}.0`,
      `#${position}`,
      `Book ${position}`,
      `${position}\u00a0`,
      `Vol. ${position}`,
    ];
    return { name, position: random.pick(forms) };
  }),
  onSeries('series-nbsp', ({ name, position }) => ({
    name: name.replaceAll(' ', '\u00a0'),
    position,
  })),
  onSeries('number-in-series-name', ({ name, position }) =>
    position === null ? { name, position } : { name: `${name} #${position}`, position: null },
  ),
];

type Place = { name: string; position: string | null };

function onSeries(
  name: string,
  change: (place: Place, random: Random) => Place,
  takesEvidence = false,
): UploadNoise {
  return {
    name,
    takesEvidence,
    apply: (upload, { random }) =>
      upload.series.length === 0
        ? null
        : { ...upload, series: upload.series.map((place) => change(place, random)) },
  };
}
