import { fields } from '../../command/reply.ts';
import type { Words } from './words.ts';

type Named = { id: number; title: string };
type Places = { title: string; place: string; asidePath: string; nextPath: string };

/** The disk refused to undo. */
export function notUndone({ id, title }: Named, reason: string): Words {
  return {
    kind: 'replaced',
    severity: 'warning',
    reply: {
      title: `Not undone: ${title}`,
      tone: 'warning',
      blocks: [
        fields({
          What: reason,
          Did: 'left the new edition in its place; the old one is still kept',
          'You can': 'put the disk right and press again',
        }),
        {
          kind: 'buttons',
          buttons: [{ label: 'Undo', runs: 'undo', input: { replacement: id }, style: 'default' }],
        },
      ],
    },
  };
}

/** What is kept was not removed after all. */
export function notRemoved({ id, title }: Named, reason: string): Words {
  return {
    kind: 'replacement-kept',
    severity: 'warning',
    reply: {
      title: `Not removed: the kept edition of ${title}`,
      tone: 'warning',
      blocks: [
        fields({ What: reason, Did: 'stopped; what is left of it stays in the restore area' }),
        {
          kind: 'buttons',
          buttons: [{ label: 'Remove', runs: 'replace', input: { remove: id }, style: 'danger' }],
        },
      ],
    },
  };
}

/** Neither edition can be put into the place. */
export function swapStuck({ title, place, asidePath, nextPath }: Places, reason: string): Words {
  return {
    kind: 'replaced',
    severity: 'critical',
    reply: {
      title: `Perhaps not listenable: ${title}`,
      tone: 'danger',
      blocks: [
        fields({
          What: `the old edition cannot be put back into ${place}: ${reason}`,
          Did: 'deleted nothing; it is tried again every minute',
          'Old edition': asidePath,
          'New edition': nextPath,
          'You can': 'put the disk or its rights right; move away what stands in the place',
        }),
        {
          kind: 'buttons',
          buttons: [
            { label: 'Try now', runs: 'run', input: { job: 'downloads' }, style: 'primary' },
          ],
        },
      ],
    },
  };
}
