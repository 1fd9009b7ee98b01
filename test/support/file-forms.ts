/** Reads CSV as RFC 4180 says: fields in quotes may hold commas, line breaks and doubled quotes. */
export function readCsv(text: string): string[][] {
  const field = /"((?:[^"]|"")*)"|([^",\r\n]*)/y;
  const rows: string[][] = [[]];
  let at = 0;
  while (at < text.length) {
    field.lastIndex = at;
    const [whole = '', quoted, bare = ''] = field.exec(text) ?? [];
    rows.at(-1)?.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    at += whole.length;
    if (text[at] === ',') at += 1;
    else if (text.startsWith('\r\n', at)) {
      at += 2;
      rows.push([]);
    } else throw new Error(`no comma and no line break at ${at}`);
  }
  return rows.slice(0, -1);
}

/** The events of a calendar, read as RFC 5545 says; throws for one that is not well formed. */
export function readCalendar(text: string): Record<string, string>[] {
  const physical = text.split('\r\n');
  if (physical.pop() !== '') throw new Error('the last line has no end');
  if (/[^\r]\n|\r[^\n]/.test(text)) throw new Error('a line ends in something else than CRLF');
  if (physical.some((line) => Buffer.byteLength(line) > 75)) throw new Error('a line is too long');
  const lines = physical.reduce<string[]>((all, line) => {
    if (!line.startsWith(' ')) return [...all, line];
    return [...all.slice(0, -1), `${all.at(-1)}${line.slice(1)}`];
  }, []);
  if (lines[0] !== 'BEGIN:VCALENDAR' || lines.at(-1) !== 'END:VCALENDAR') {
    throw new Error('it is no calendar');
  }
  if (!lines.includes('VERSION:2.0') || !lines.some((line) => line.startsWith('PRODID:'))) {
    throw new Error('VERSION or PRODID is missing');
  }
  const events: Record<string, string>[] = [];
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon);
    const value = line.slice(colon + 1);
    if (line === 'BEGIN:VEVENT') events.push({});
    else if (events.length > 0 && name !== 'END')
      Object.assign(events.at(-1) ?? {}, { [name]: unescape(value) });
  }
  return events;
}

function unescape(value: string): string {
  return value.replaceAll(/\\([\\;,nN])/g, (_, sign: string) => (/n/i.test(sign) ? '\n' : sign));
}
