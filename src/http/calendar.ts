import { z } from 'zod';

const upcoming = z.object({
  rows: z.array(
    z.object({
      id: z.number(),
      title: z.string(),
      author: z.string(),
      series: z.string().nullable(),
      position: z.string().nullable(),
      releaseDate: z.iso.date(),
      narrators: z.array(z.string()),
    }),
  ),
  readAt: z.date(),
});

/** Announced books as a calendar (RFC 5545): one whole-day event each, the same from one reading to the next. */
export function calendarOf(output: unknown): string {
  const { rows, readAt } = upcoming.parse(output);
  const stamp = `${readAt.toISOString().replaceAll(/[-:]|\.\d+/g, '')}`;
  const events = rows.flatMap((book) => {
    const place = [book.series, book.position && `#${book.position}`].filter(Boolean).join(' ');
    const readers = book.narrators.length > 0 ? `Read by ${book.narrators.join(', ')}` : '';
    const about = [`by ${book.author}`, place, readers].filter(Boolean).join('\n');
    return [
      'BEGIN:VEVENT',
      `UID:missing-${book.id}@shelfwarden`,
      `DTSTAMP:${stamp}`,
      `DTSTART;VALUE=DATE:${book.releaseDate.replaceAll('-', '')}`,
      `SUMMARY:${escaped(place ? `${book.title} (${place})` : book.title)}`,
      `DESCRIPTION:${escaped(about)}`,
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
    ];
  });
  const head = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Shelfwarden//Upcoming audiobooks//EN'];
  return [...head, ...events, 'END:VCALENDAR'].flatMap(folded).join('\r\n').concat('\r\n');
}

function escaped(text: string): string {
  return text
    .replaceAll(/[\\;,]/g, '\\$&')
    .replaceAll(/\r\n?|\n/g, '\\n')
    .replaceAll(/\p{Cc}/gu, '');
}

/** No line is longer than 75 bytes; a character is never cut in two. */
function folded(line: string): string[] {
  const lines: string[] = [];
  let current = '';
  for (const character of line) {
    if (Buffer.byteLength(current + character) > 75) {
      lines.push(current);
      current = ' ';
    }
    current += character;
  }
  return [...lines, current];
}
