import { z } from 'zod';
import { type CatalogueOptions, createReadJson } from '../read-json.ts';
import { pictureUrl, readable, rows, text, year } from '../fields.ts';

export type ItunesAudiobook = {
  /** With "(Unabridged)" as the shop writes it. */
  title: string;
  author: string | null;
  year: number | null;
  /** May hold HTML. */
  description: string | null;
  genre: string | null;
  coverUrl: string | null;
};

/** Apple's shop: covers and descriptions of audiobooks, no narrators and no lengths. */
export type Itunes = {
  /** Ten at the most; no words find nothing. */
  search(words: string): Promise<ItunesAudiobook[]>;
};

const answer = z.object({ results: rows });
const audiobook = z.object({
  wrapperType: z.literal('audiobook'),
  collectionName: z.string().trim().min(1),
  artistName: text,
  releaseDate: year,
  description: text,
  primaryGenreName: text,
  artworkUrl100: pictureUrl,
});

/** The shop of one country by its two letters; too many requests are answered 403. */
export function createItunes({
  country,
  ...options
}: CatalogueOptions & { country: string }): Itunes {
  const read = createReadJson('itunes', options, ({ status }) => status === 403);
  return {
    async search(words) {
      if (words.trim() === '') return [];
      const kind = { media: 'audiobook', entity: 'audiobook', limit: '10' };
      const query = { term: words, country, ...kind };
      const found = await read({ path: 'search', query }, answer);
      return readable(found?.results ?? [], audiobook).map((row) => ({
        title: row.collectionName,
        author: row.artistName,
        year: row.releaseDate,
        description: row.description,
        genre: row.primaryGenreName,
        coverUrl: row.artworkUrl100 && largeCover(row.artworkUrl100),
      }));
    },
  };
}

/** The same picture is offered in every size its name asks for. */
function largeCover(url: string): string {
  return url.replace(/\/100x100(bb)?(?=[.-][^/]*$)/, '/600x600$1').replace(/^http:/, 'https:');
}
