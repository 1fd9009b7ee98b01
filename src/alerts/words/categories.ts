import { fields } from '../../command/reply.ts';
import type { Words } from './words.ts';

/** A category that is new on the site, or has another name than before. */
export type CategoryChange = { id: number; name: string; formerName: string | null };

export function categoriesChanged(changes: readonly CategoryChange[]): Words {
  const items = changes.map(({ id, name, formerName }) => ({
    text: `${name} (number ${id}), ${formerName === null ? 'new' : `formerly ${formerName}`}`,
  }));
  return {
    kind: 'tracker-categories-changed',
    severity: 'info',
    reply: {
      title: 'The tracker has other audiobook categories than we knew',
      tone: 'info',
      blocks: [
        { kind: 'list', items },
        fields({
          Did: 'noted them; new titles are looked for in them as in all others',
          'You can':
            'add one to TOP10_CATEGORIES if its weekly top 10 should be proposed: "settings TOP10_CATEGORIES"',
        }),
      ],
    },
  };
}
