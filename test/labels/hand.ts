import { readFileSync } from 'node:fs';
import {
  type ChoiceCase,
  type LabelledCase,
  type Wanted,
  type WrongClass,
  wrongClasses,
} from './case.ts';
import { type Upload, usualForm, writeRow } from './row.ts';

type Line = { label: string; columns: string[] };

/** Reads cases written by hand; the head of the file tells how. Throws for an unknown label. */
export function readHandCases(
  file: string,
  name: string,
): (LabelledCase & { best: number | null })[] {
  return readText(readFileSync(file, 'utf8'), name);
}

function readText(text: string, name: string) {
  const blocks = text.split(/\n\s*\n/);
  const lines = blocks.map((block) => block.split('\n').flatMap(readLine));
  return lines
    .filter((block) => block.length > 0)
    .map((block, index) => toCase(block, name, index));
}

/** The same with every row as a case of its own. */
export function readRowsAlone(file: string, name: string): LabelledCase[] {
  return readTextAlone(readFileSync(file, 'utf8'), name);
}

/** The same of a text. */
export function readTextAlone(text: string, name: string): LabelledCase[] {
  return readText(text, name).flatMap(({ rows, acceptable, wrong, ...labelled }) =>
    rows.map((row) => {
      const id = Number(row['id']);
      const label = wrong[id];
      return {
        ...labelled,
        id: `${labelled.id}-${id}`,
        rows: [row],
        acceptable: acceptable.filter((one) => one === id),
        wrong: label === undefined ? {} : { [id]: label },
      };
    }),
  );
}

/** The same with one row of each case marked "best". Throws when there is none. */
export function readHandChoices(file: string, name: string): ChoiceCase[] {
  return readHandCases(file, name).map(({ best, ...labelled }) => {
    if (best === null) throw new Error(`${labelled.id} has no best row`);
    return { ...labelled, best };
  });
}

function readLine(text: string): Line[] {
  if (text === '' || text.startsWith('#')) return [];
  const [first = '', ...rest] = text.split('|').map((column) => column.trim());
  const space = first.indexOf(' ');
  return [{ label: first.slice(0, space), columns: [first.slice(space + 1), ...rest] }];
}

function toCase([head, ...lines]: Line[], name: string, index: number) {
  if (head?.label !== 'want')
    throw new Error(`${name} ${index} does not begin with what is wanted`);
  const [title = '', authors = '', series = '', more = ''] = head.columns;
  const options = readOptions(more);
  const wanted: Wanted = {
    title,
    authors: readNames(authors),
    series: readSeries(series),
    asin: options['asin'] ?? null,
    language: options['lang'] ?? 'en',
    durationSeconds: options['hours'] === undefined ? null : Number(options['hours']) * 3600,
  };
  let best: number | null = null;
  const acceptable: number[] = [];
  const wrong: Record<number, WrongClass> = {};
  const rows = lines.map(({ label, columns }, place) => {
    const id = 900_000 + index * 1000 + place;
    if (label === 'best') best = id;
    if (label === 'good' || label === 'best') acceptable.push(id);
    else wrong[id] = wrongClass(label);
    return writeRow(id, readUpload(columns, wanted));
  });
  const noise = options['way'] === undefined ? [] : [`by-hand-${options['way']}`];
  return {
    id: `${name}-${index}`,
    noise: ['by-hand', ...noise],
    wanted,
    rows,
    acceptable,
    wrong,
    best,
  };
}

function wrongClass(label: string): WrongClass {
  const known = wrongClasses.find((one) => one === label);
  if (!known) throw new Error(`"${label}" is no label`);
  return known;
}

function readUpload(
  [title = '', authors = '', series = '', more = '']: string[],
  wanted: Wanted,
): Upload {
  const options = readOptions(more);
  const text = (key: string, usual: string) => options[key] ?? usual;
  return {
    title: title === '.' ? wanted.title : title,
    authors: authors === '.' ? [...wanted.authors] : readNames(authors),
    narrators: readNames(text('narr', 'Nora+Whitlock').replaceAll('+', ' ').replaceAll('&', ' + ')),
    series: series === '.' ? [...wanted.series] : readSeries(series),
    language: text('lang', 'ENG'),
    category: Number(text('cat', '41')),
    fileTypes: text('type', 'm4b'),
    files: Number(text('files', '1')),
    hours: Number(text('hours', '10')),
    kbps: Number(text('kbps', '128')),
    isMeasured: 'measured' in options,
    tags: text('tags', ''),
    description: text('desc', ''),
    isAbridged: 'abridged' in options,
    seeders: Number(text('seeders', '20')),
    cost:
      (['free', 'vip', 'personal-freeleech'] as const).find((cost) => cost in options) ?? 'paid',
    isbn: text('isbn', ''),
    form: usualForm,
  };
}

function readNames(text: string): string[] {
  return text === '' ? [] : text.split(' + ').map((name) => name.trim());
}

function readSeries(text: string): { name: string; position: string | null }[] {
  return readNames(text).map((place) => {
    const [name = '', position] = place.split(' #');
    return { name, position: position ?? null };
  });
}

/** `key=word key="some words" key`. */
function readOptions(text: string): Record<string, string> {
  const found = text.matchAll(/([a-z-]+)(?:=(?:"([^"]*)"|(\S*)))?/g);
  return Object.fromEntries(
    [...found].map(([, key = '', quoted, word]) => [key, quoted ?? word ?? '']),
  );
}
