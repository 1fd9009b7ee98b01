import type { Words } from './words.ts';

type AuthorGaps = { name: string; id: number; missing: number };

/** Books by owned authors are missing and nobody has said yet whether they are wanted. */
export function authorGaps(authors: readonly AuthorGaps[], perDay: number): Words {
  const books = authors.reduce((sum, one) => sum + one.missing, 0);
  const all = { author: 'all' };
  const pace = `Of authors who lack five books or more, ${perDay} books a day would be searched.`;
  return {
    kind: 'author-gaps',
    severity: 'info',
    reply: {
      title: `${books} more books by ${authors.length} of your authors`,
      tone: 'info',
      blocks: [
        {
          kind: 'text',
          text: `They stand in no series of yours. None of them is proposed until you say so. ${pace}`,
        },
        {
          kind: 'buttons',
          buttons: [
            {
              label: 'Want all',
              runs: 'authors',
              input: { ...all, monitor: 'all' },
              style: 'primary',
            },
            { label: 'Look', runs: 'authors', input: { show: 'gaps' }, style: 'default' },
          ],
        },
        {
          kind: 'select',
          select: {
            label: 'Choose an author',
            runs: 'authors',
            input: { monitor: 'all' },
            field: 'author',
            options: authors.slice(0, 25).map(({ name, id, missing }) => ({
              label: `${name} (${missing} missing)`,
              value: String(id),
            })),
          },
        },
      ],
    },
  };
}
