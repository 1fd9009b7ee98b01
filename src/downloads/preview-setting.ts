import type { EntityManager } from '@mikro-orm/postgresql';
import { libraryPath, type PathBook } from '../library/path.ts';
import { ourPath, readPathMap } from '../settings/path-map.ts';
import { readPathTemplate } from '../settings/path-template.ts';
import type { Policy } from '../settings/policy.ts';

const examples: readonly PathBook[] = [
  {
    title: 'The Mysterious Island',
    authors: ['Jules Verne'],
    narrators: ['Edmund Garrick'],
    series: { name: 'Captain Nemo', position: '2' },
  },
  {
    title: 'Three Men in a Boat: To Say Nothing of the Dog',
    authors: ['Jerome K. Jerome'],
    narrators: ['Nora Vance', 'Owen Hartnell'],
    series: null,
  },
  {
    title: 'A Winter’s Interlude',
    authors: ['Ada Moss', 'Ben Cole', 'Cleo Hart'],
    narrators: [],
    series: { name: 'The Seasons', position: '3.5' },
  },
];

const shownPaths = 5;

/** What the value in force of a setting about paths comes to; nothing for any other setting. */
export async function previewSetting(
  em: EntityManager,
  name: string,
  policy: Policy,
): Promise<string[]> {
  if (name === 'PATH_TEMPLATE') {
    const template = readPathTemplate(policy.pathTemplate);
    return examples.map((book) => libraryPath(book, template).join('/'));
  }
  if (name !== 'PATH_MAP') return [];
  const map = readPathMap(policy.pathMap);
  const rows = await em.execute<{ path: string }[]>(
    `select save_path as path from downloads where save_path is not null
      group by save_path order by max(id) desc limit ${shownPaths}`,
  );
  return rows.map(({ path }) => `${path} → ${ourPath(map, path)}`);
}
