import { type Button, fields } from '../../command/reply.ts';
import type { Words } from './words.ts';

type Adopted = { id: number; title: string; author: string };
export type AdoptionPlan =
  /** It goes all the way, as this book. */
  | { kind: 'shelve'; as: string }
  /** It is followed and checked, and stops there. */
  | { kind: 'check'; reason: string }
  /** Nothing can be done with it. */
  | { kind: 'leave'; reason: string };

/** Somebody added a torrent to our category; what the bot makes of it. */
export function torrentAdopted(
  download: Adopted,
  { category, plan, buttons }: { category: string; plan: AdoptionPlan; buttons: Button[] },
): Words {
  const { did, youCan } = textOf(plan);
  return {
    kind: 'adopted',
    severity: 'info',
    reply: {
      title: `Adopted: ${download.title}`,
      tone: youCan ? 'warning' : 'info',
      blocks: [
        fields({
          What: `somebody added this torrent to ${category} in qBittorrent`,
          By: download.author,
          Did: did,
          'You can': youCan,
        }),
        { kind: 'buttons', buttons },
      ],
    },
  };
}

/** Too many at once to be meant one by one. */
export function manyTorrents(count: number, category: string): Words {
  return {
    kind: 'adopted',
    severity: 'warning',
    reply: {
      title: `${count} torrents appeared in ${category} at once`,
      tone: 'warning',
      blocks: [
        fields({
          What: 'a category was renamed, or qBittorrent is another one',
          Did: 'left all of them alone, now and later; nothing is imported',
          'You can': 'import the one you want by hand: import lists the folders',
        }),
      ],
    },
  };
}

function textOf(plan: AdoptionPlan): { did: string; youCan: string | null } {
  if (plan.kind === 'shelve') {
    return { did: `follows it, checks every piece and shelves it as ${plan.as}`, youCan: null };
  }
  if (plan.kind === 'check') {
    return {
      did: `follows it, checks every piece and stops before the library: ${plan.reason}`,
      youCan: 'choose its book when it is done: import lists it',
    };
  }
  const did = `left it to you, because it cannot be checked: ${plan.reason}`;
  return { did, youCan: 'choose its book when it is complete' };
}
