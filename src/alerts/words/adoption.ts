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
  const { did, why, youCan, opens } = textOf(plan);
  return {
    kind: 'adopted',
    severity: 'info',
    reply: {
      title: `Adopted: ${download.title}`,
      tone: youCan ? 'warning' : 'info',
      blocks: [
        fields({
          What: `somebody added this torrent to the category "${category}" in qBittorrent`,
          Author: download.author,
          Did: did,
          Why: why,
          'You can': youCan,
        }),
        { kind: 'buttons', buttons: [...buttons, ...opens] },
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
      title: `${count} torrents appeared in the category "${category}" at once`,
      tone: 'warning',
      blocks: [
        fields({
          What: 'a category was renamed, or qBittorrent is another one',
          Did: 'left all of them alone, now and later; nothing is imported',
          'You can': 'import the one you want by hand, from the list of the folders',
        }),
        { kind: 'buttons', buttons: [showImports] },
      ],
    },
  };
}

const showImports: Button = {
  label: 'Show what can be imported',
  runs: 'import',
  input: {},
  style: 'default',
};

type Told = { did: string; why: string | null; youCan: string | null; opens: Button[] };

function textOf(plan: AdoptionPlan): Told {
  if (plan.kind === 'shelve') {
    const did = `follows it, checks every piece and shelves it as ${plan.as}`;
    return { did, why: null, youCan: null, opens: [] };
  }
  const why = plan.reason;
  if (plan.kind === 'check') {
    const did = 'follows it, checks every piece and stops before the library';
    return { did, why, youCan: 'choose its book when it is done', opens: [showImports] };
  }
  const did = 'left it to you, because it cannot be checked';
  return { did, why, youCan: 'choose its book when it is complete', opens: [] };
}
