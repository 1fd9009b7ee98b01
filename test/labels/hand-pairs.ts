import { readFileSync } from 'node:fs';
import { type OwnedPair, pairDecisions } from './pairs.ts';
import { writeItem } from './shelf-item.ts';

/** Reads "label: title | authors | series = title | authors | series": the owned book, then the entry. */
export function readHandPairs(file: string): OwnedPair[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line !== '' && !line.startsWith('#')).map(readPair);
}

function readPair(line: string, index: number): OwnedPair {
  const [label = '', rest = ''] = line.split(/: (.*)/s);
  const known = pairDecisions.find((one) => one === label);
  const [owned, entry] = rest.split(' = ').map(readWork);
  if (!known || !owned || !entry) throw new Error(`unreadable pair: ${line}`);
  const id = `hand-pair-${index}`;
  const series = owned.series.map(({ name, position }) => ({ name, sequence: position }));
  const item = writeItem(id, { ...owned, subtitle: null, series, asin: null, form: 'expanded' });
  return { id, label: known, noise: 'by-hand', item, entry: { ...entry, asin: null } };
}

function readWork(text: string) {
  const [title = '', authors = '', series = ''] = text.split('|').map((column) => column.trim());
  return {
    title,
    authors: authors === '' ? [] : authors.split(' + '),
    series: (series === '' ? [] : series.split(' + ')).map((place) => {
      const [name = '', position] = place.split(' #');
      return { name, position: position ?? null };
    }),
  };
}
