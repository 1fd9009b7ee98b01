import { json, type SandboxRequest, type SandboxServer, serve, text } from './http.ts';
import { type Release, releaseBytes } from './releases.ts';
import type { Swarm } from './torrents.ts';

/** A release that one of Prowlarr's indexers has. */
export type Offer = {
  release: Release;
  /** Address of the indexer's site, and the announce address in its torrent files. */
  site: { name: string; url: string; announce: string };
  isFree: boolean;
};

/** The Prowlarr stand-in. Kinds for `failNext`: search, health, download. */
export type SandboxProwlarr = SandboxServer & {
  apiKey: string;
  offers: Offer[];
  complaints: { type: string; source: string; message: string }[];
};

/** What a search has shown can be fetched for so long. */
const linkMinutes = 30;

export async function startProwlarr(options: {
  swarm: Swarm;
  now: () => Date;
}): Promise<SandboxProwlarr> {
  const { swarm, now } = options;
  const apiKey = 'sandbox0prowlarr0key0000000000aa';
  const offers: Offer[] = [];
  const complaints: SandboxProwlarr['complaints'] = [];
  const links = new Map<string, { offer: Offer; shownAt: Date }>();

  function show(offer: Offer, { headers }: SandboxRequest): object {
    const link = crypto.randomUUID();
    links.set(link, { offer, shownAt: now() });
    const query = new URLSearchParams({ apikey: apiKey, link, file: offer.release.title });
    return rowOf(
      offer,
      offers.indexOf(offer),
      `http://${headers.host}/1/download?${query.toString()}`,
    );
  }

  function torrent({ query }: SandboxRequest) {
    const shown = links.get(query.get('link') ?? '');
    const isValid = shown && now().getTime() - shown.shownAt.getTime() < linkMinutes * 60_000;
    if (!isValid) return text('Not Found', 404);
    const { release, site } = shown.offer;
    const headers = { 'content-type': 'application/x-bittorrent' };
    return { status: 200, headers, body: swarm.torrentFile(release, site.announce) };
  }

  const server = await serve({
    notFound: json({ message: 'NotFound' }, 404),
    wrap: (request, next) => (keyOf(request) === apiKey ? next() : text('', 401)),
    routes: [
      {
        kind: 'search',
        method: 'GET',
        path: '/api/v1/search',
        answer: (request) => {
          const words = wordsOf(request.query.get('query') ?? '');
          const isAudio = request.query.get('categories') === '3030';
          const found = offers.filter((offer) => isAudio && has(offer, words));
          return json(found.map((offer) => show(offer, request)));
        },
      },
      {
        kind: 'health',
        method: 'GET',
        path: '/api/v1/health',
        answer: () => json(complaints.map((one, index) => ({ id: index + 1, ...one }))),
      },
      { kind: 'download', method: 'GET', path: '/1/download', answer: torrent },
    ],
  });
  return { ...server, apiKey, offers, complaints };
}

function keyOf({ headers, query }: SandboxRequest): string | null {
  const given = headers['x-api-key'];
  return typeof given === 'string' ? given : query.get('apikey');
}

function has({ release }: Offer, words: readonly string[]): boolean {
  const own = wordsOf(`${release.title} ${release.book.author}`);
  return words.every((word) => own.includes(word));
}

function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** All that an indexer tells of a book stands in the title. */
function rowOf({ release, site, isFree }: Offer, index: number, downloadUrl: string): object {
  const { id, title, book, german, seeders, snatches } = release;
  const page = `${site.url}/t/${id}`;
  return {
    guid: page,
    age: release.addedDaysAgo,
    size: releaseBytes(release),
    files: release.parts,
    grabs: snatches,
    indexerId: index + 1,
    indexer: site.name,
    title: `${title} by ${book.author} [${german ? 'GER' : 'ENG'} / MP3]`,
    approved: false,
    imdbId: 0,
    publishDate: '2026-01-02T03:04:05Z',
    downloadUrl,
    infoUrl: page,
    indexerFlags: isFree ? ['freeleech'] : [],
    categories: [{ id: 3030, name: 'Audio/Audiobook', subCategories: [] }],
    seeders,
    leechers: 0,
    protocol: 'torrent',
    fileName: `${title}.torrent`,
  };
}
