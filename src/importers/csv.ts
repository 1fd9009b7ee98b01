/** The rows of a table of comma, semicolon or tab separated values; quoted cells may hold anything. Empty rows are left out. */
export function readCsv(text: string): string[][] {
  const source = text.replace(/^\uFEFF/, '').replaceAll(/\r\n?/g, '\n');
  const delimiter = delimiterOf(source);
  const rows: string[][] = [];
  let row: string[] = [];
  for (let at = 0; at <= source.length; ) {
    const { value, end } = readCell(source, at, delimiter);
    row.push(value);
    if (source[end] !== delimiter) {
      if (row.some((one) => one !== '')) rows.push(row);
      row = [];
    }
    at = end + 1;
  }
  return rows;
}

/** One cell and where it ends: at a delimiter, a line break or the end of the text. */
function readCell(source: string, from: number, delimiter: string): { value: string; end: number } {
  // A cell is quoted from its beginning or not at all; a doubled quote closes and opens again.
  const hasQuotes = source[from] === '"' || source.startsWith('="', from);
  let end = from;
  let isInside = false;
  for (; end < source.length; end += 1) {
    const one = source[end];
    if (one === '"' && hasQuotes) isInside = !isInside;
    else if (!isInside && (one === delimiter || one === '\n')) break;
  }
  return { value: unquote(source.slice(from, end)), end };
}

/** The one that the first line has most of. */
function delimiterOf(text: string): string {
  const [first = ''] = text.split('\n', 1);
  const count = (one: string) => first.split(one).length;
  return [',', ';', '\t'].reduce((best, one) => (count(one) > count(best) ? one : best));
}

/** Spreadsheets write numbers that must stay texts as `="0123"`, quoted once more in an export. */
function unquote(value: string): string {
  const inner = /^"(.*?)"?$/s.exec(value)?.[1]?.replaceAll('""', '"') ?? value;
  return inner.replace(/^="(.*)"$/s, '$1').trim();
}
