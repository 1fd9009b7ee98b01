import { readIsbn } from './isbn.ts';

/** What somebody who asks for a book has typed or pasted. */
export type Asked =
  | { kind: 'number'; number: number }
  | { kind: 'tracker'; id: number }
  | { kind: 'asin'; asin: string }
  | { kind: 'isbn'; isbn: string }
  /** A page about a book, of which the address says the title alone. */
  | { kind: 'page'; site: string; title: string }
  | { kind: 'strange-link'; host: string }
  /** `split` is the same read as "title by author". */
  | { kind: 'words'; title: string; split: { title: string; author: string } | null };

const asinForm = /^B0[0-9A-Z]{8}$/;
const trackerIdForm = /^[1-9]\d{0,8}$/;
const trackerHosts = /(?:^|\.)myanonamouse\.net$/;
const audibleHosts = /(?:^|\.)(?:audible|amazon)\.(?:com|co\.uk|com\.au|co\.jp|ca|de|fr|it|es|in)$/;

/** Reads a request: a number, an ASIN, an ISBN, a link to a book, else its title. Never throws. */
export function readRequest(text: string): Asked {
  const asked = text.trim();
  const link = readLink(asked);
  if (link) return link;
  if (/^#?\d{1,9}$/.test(asked)) return { kind: 'number', number: Number(asked.replace('#', '')) };
  const [, label = '', code = asked] =
    /^(asin|isbn|mam|tracker)\s*[:=#]?\s*(\S.*)$/i.exec(asked) ?? [];
  return readCode(label.toLowerCase(), code.trim()) ?? readWords(asked);
}

function readCode(label: string, code: string): Asked | null {
  if (label === 'mam' || label === 'tracker') {
    return trackerIdForm.test(code) ? { kind: 'tracker', id: Number(code) } : null;
  }
  if (label !== 'isbn' && asinForm.test(code.toUpperCase())) {
    return { kind: 'asin', asin: code.toUpperCase() };
  }
  const isbn = label === 'asin' ? null : readIsbn(code);
  return isbn === null ? null : { kind: 'isbn', isbn };
}

/** The author is behind the last "by": "Death by Water by Kenzaburo Oe". */
function readWords(text: string): Asked {
  const [, title, author] = /^(.*\S)\s+by\s+(\S.*)$/is.exec(text) ?? [];
  return { kind: 'words', title: text, split: title && author ? { title, author } : null };
}

function readLink(text: string): Asked | null {
  const bare = text.replace(/^<(.*)>$/, '$1');
  const address = /^https?:\/\/\S+$/i.test(bare) ? bare : null;
  if (address === null || !URL.canParse(address)) return null;
  const { hostname, pathname, searchParams } = new URL(address);
  const parts = pathname.split('/').filter((part) => part !== '');
  return (
    trackerLink(hostname, parts, searchParams) ??
    audibleLink(hostname, parts) ??
    bookPage(hostname, parts) ?? { kind: 'strange-link', host: hostname }
  );
}

function trackerLink(host: string, parts: readonly string[], query: URLSearchParams): Asked | null {
  if (!trackerHosts.test(host)) return null;
  const id = (parts[0] === 't' ? parts[1] : (query.get('tid') ?? query.get('id'))) ?? '';
  return trackerIdForm.test(id) ? { kind: 'tracker', id: Number(id) } : null;
}

function audibleLink(host: string, parts: readonly string[]): Asked | null {
  if (!audibleHosts.test(host)) return null;
  const code = parts.map((part) => part.toUpperCase()).find((part) => asinForm.test(part));
  if (code) return { kind: 'asin', asin: code };
  const isbn = parts.map(readIsbn).find((one) => one !== null);
  return isbn ? { kind: 'isbn', isbn } : null;
}

/** `goodreads.com/book/show/12-the-title`, also behind a language, and `hardcover.app/books/the-title`. */
function bookPage(host: string, parts: readonly string[]): Asked | null {
  const [first, second, third = ''] = parts[0]?.length === 2 ? parts.slice(1) : parts;
  if (/(?:^|\.)goodreads\.com$/.test(host) && first === 'book' && second === 'show') {
    return page('Goodreads', /^\d+[-.](.+)$/.exec(third)?.[1]);
  }
  if (/(?:^|\.)hardcover\.app$/.test(host) && first === 'books') return page('Hardcover', second);
  return null;
}

function page(site: string, slug: string | undefined): Asked | null {
  const title = decode(slug ?? '')
    .replaceAll(/[-_.\s]+/g, ' ')
    .trim();
  return /[\p{L}\p{N}]/u.test(title) ? { kind: 'page', site, title: title.slice(0, 200) } : null;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
