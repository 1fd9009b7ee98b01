/** Rows as CSV (RFC 4180). */
export function writeCsv(lines: readonly (readonly string[])[]): string {
  return lines.map((line) => `${line.map(cell).join(',')}\r\n`).join('');
}

/** A spreadsheet runs what begins like a formula; titles and names are foreign text. */
function cell(text: string): string {
  const isNumber = /^[-+]?\d+(?:\.\d+)?$/.test(text);
  const harmless = /^[=+\-@\t\r]/.test(text) && !isNumber ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
