import { z } from 'zod';
import { writeCsv } from '../command/write-csv.ts';
import type { AnswerFile, Endpoint } from './endpoint.ts';

const rows = z.array(z.record(z.string(), z.unknown()));

/** A list of the data as a file for spreadsheets. */
export function csvFile({ list, columns }: NonNullable<Endpoint['csv']>, data: object): AnswerFile {
  const lines = rows
    .parse(Reflect.get(data, list))
    .map((row) => columns.map((column) => textOf(row[column])));
  const text = writeCsv([columns, ...lines]);
  return { contentType: 'text/csv; charset=utf-8', name: `${list}.csv`, text };
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'string' ? value : JSON.stringify(value);
}
