import { decodeHTMLStrict } from 'entities';

/** Plain words of a title or a name: entities decoded (also doubly escaped ones), blanks single. */
export function plainText(text: string): string {
  const decoded = decodeHTMLStrict(decodeHTMLStrict(text)).toWellFormed();
  return decoded.replaceAll('\0', '').replaceAll(/\s+/g, ' ').trim();
}

/** The moment of the site's `YYYY-MM-DD HH:MM:SS`, which is UTC without saying so. */
export function readUtcTime(text: string): Date | null {
  const iso = `${text.trim().replace(' ', 'T')}.000Z`;
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return null;
  return time.toISOString() === iso ? time : null;
}
