import { hash } from 'node:crypto';

/** How many rows a table has, and a sum over them in which their order does not matter. */
export type TableSum = { name: string; rows: number; sum: string };

const newline = 10;
const modulus = 2n ** 128n;

/**
 * Counts the lines of a text that comes in pieces, and adds up the first 128 bits of the SHA-256 of
 * each: two tables with the same rows have the same sum, in whichever order they are read.
 */
export function createTally(name: string): { add: (piece: Buffer) => void; end: () => TableSum } {
  let rows = 0;
  let sum = 0n;
  let open: Buffer[] = [];

  function add(piece: Buffer): void {
    let from = 0;
    for (let end = piece.indexOf(newline); end !== -1; end = piece.indexOf(newline, from)) {
      const tail = piece.subarray(from, end);
      count(open.length > 0 ? Buffer.concat([...open, tail]) : tail);
      open = [];
      from = end + 1;
    }
    if (from < piece.length) open.push(Buffer.from(piece.subarray(from)));
  }

  function count(line: Buffer): void {
    const digest = hash('sha256', line, 'buffer');
    rows += 1;
    sum += (digest.readBigUInt64BE(0) << 64n) + digest.readBigUInt64BE(8);
  }

  return {
    add,
    end: () => ({ name, rows, sum: (sum % modulus).toString(16).padStart(32, '0') }),
  };
}

/** Hands the rows on while they are counted. */
export async function* tallied(
  rows: AsyncIterable<Buffer>,
  tally: { add: (piece: Buffer) => void },
): AsyncGenerator<Buffer> {
  for await (const piece of rows) {
    tally.add(piece);
    yield piece;
  }
}

/** The first table in which two databases differ, as a sentence; null when they are the same. */
export function difference(
  expected: readonly TableSum[],
  found: readonly TableSum[],
): string | null {
  const names = new Set([...expected, ...found].map(({ name }) => name));
  for (const name of names) {
    const [one, other] = [expected, found].map((tables) => tables.find((it) => it.name === name));
    if (!one || !other) return `table ${name} is there only once`;
    if (one.rows !== other.rows) return `table ${name} has ${other.rows} of ${one.rows} rows`;
    if (one.sum !== other.sum) return `rows of table ${name} differ`;
  }
  return null;
}
