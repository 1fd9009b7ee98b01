import { isObject } from '../../http.ts';
import {
  anything,
  boolean,
  byType,
  type Check,
  type Checks,
  choice,
  every,
  list,
  number,
  object,
  problemAt,
  string,
} from './shape.ts';

const cell = byType({
  raw_text: object({ type: choice('raw_text'), text: string(10_000) }),
  raw_number: object({ type: choice('raw_number'), value: number }, { text: string(10_000) }),
  rich_text: anything,
});

const column = object({}, { align: choice('left', 'center', 'right'), is_wrapped: boolean });

const fewCharacters: Check = (value, pointer) => {
  const rows = isObject(value) ? value['rows'] : null;
  const cells = Array.isArray(rows) ? rows.flat() : [];
  const characters = cells.reduce((sum: number, one: unknown) => {
    const text = isObject(one) ? one['text'] : '';
    return sum + (typeof text === 'string' ? text.length : 0);
  }, 0);
  return characters > 10_000 ? problemAt('must be less than 10001 characters', pointer) : [];
};

export const table: Checks = {
  table: every(
    object(
      { type: choice('table'), rows: list(list(cell, 20), 100) },
      { block_id: string(255), column_settings: list(column, 20) },
    ),
    fewCharacters,
  ),
};
