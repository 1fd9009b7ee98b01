import { type Block, type Button, fields } from '../../command/reply.ts';
import type { Words } from './words.ts';

type Limits = { ratioFloor: number; ratioRecovered: number; ratioWarn: number };

const show: Button = { label: 'Show ratio', runs: 'ratio', input: {}, style: 'primary' };
const readNow: Button = {
  label: 'Read now',
  runs: 'run',
  input: { job: 'account' },
  style: 'default',
};
const openProposals: Button = {
  label: 'Open proposals',
  runs: 'queue',
  input: {},
  style: 'default',
};

export function ratioWarning(ratio: number, roomBytes: number, limits: Limits): Words {
  return {
    kind: 'ratio-warning',
    severity: 'warning',
    reply: {
      title: `Ratio ${twoDigits(ratio)} is getting low`,
      tone: 'warning',
      blocks: [
        fields({
          What: `the ratio is under ${twoDigits(limits.ratioWarn)}; ${gb(roomBytes)} may be downloaded before it is at ${twoDigits(limits.ratioFloor)}`,
          Did: 'autopilot keeps to the careful pace; free releases go on as before',
          'You can': 'leave paid releases for now, and let what you have seed',
        }),
        { kind: 'buttons', buttons: [show, openProposals] },
      ],
    },
  };
}

export function ratioEmergency(
  facts: { ratio: number; waiting: number; missingBytes: number; hasClient: boolean },
  limits: Limits,
): Words {
  const { ratio, waiting, missingBytes, hasClient } = facts;
  const grabs = waiting === 1 ? '1 approved grab waits' : `${waiting} approved grabs wait`;
  return {
    kind: 'ratio-emergency',
    severity: 'critical',
    reply: {
      title: `Ratio emergency: ${twoDigits(ratio)}`,
      tone: 'danger',
      blocks: [
        fields({
          What: `the ratio is at or under ${twoDigits(limits.ratioFloor)}${missingBytes > 0 ? `; ${gb(missingBytes)} of upload are missing` : ''}`,
          Did: `fetches nothing paid${waiting > 0 ? ` (${grabs})` : ''}; free grabs and VIP renewal go on`,
          'Under way': hasClient
            ? 'in qBittorrent paid downloads are paused, and everything that can seed is helped to; "Show ratio" lists what was changed'
            : null,
          'You can': `spend points on upload credit on the site, or wait: at ${twoDigits(limits.ratioRecovered)} everything goes on by itself and is put back as it was`,
        }),
        { kind: 'buttons', buttons: [show, readNow] },
      ],
    },
  };
}

type Change = { name: string; outcome: string | null };

const mostNames = 10;

export function ratioRecovered(facts: {
  ratio: number | null;
  since: Date;
  changes: readonly Change[];
}): Words {
  const { ratio, since, changes } = facts;
  const restored = changes.filter(({ outcome }) => outcome === 'restored').length;
  const left = changes.filter(({ outcome }) => outcome !== 'restored');
  const back = restored === 1 ? 'put 1 change' : `put ${restored} changes`;
  return {
    kind: 'ratio-recovered',
    severity: 'info',
    reply: {
      title: `The ratio has recovered${ratio === null ? '' : `: ${twoDigits(ratio)}`}`,
      tone: 'ok',
      blocks: [
        fields({
          What: `the emergency that began on ${since.toISOString().slice(0, 16).replace('T', ' ')} UTC is over`,
          Did: `lets approved paid grabs go on${changes.length > 0 ? `, and ${back} in qBittorrent back` : ''}`,
          'You can': left.length > 0 ? 'look at what was left as it is now' : null,
        }),
        ...leftAlone(left),
        { kind: 'buttons', buttons: [show] },
      ],
    },
  };
}

/** What a person did meanwhile stays as it is. */
function leftAlone(left: readonly Change[]): Block[] {
  if (left.length === 0) return [];
  const items = left.slice(0, mostNames).map(({ name, outcome }) => ({
    text: outcome === 'gone' ? `${name}: no longer in qBittorrent` : `${name}: changed meanwhile`,
  }));
  const more = left.length - items.length;
  if (more > 0) items.push({ text: `and ${more} more` });
  return [{ kind: 'list', title: 'Left as it is', items }];
}

/** Cut, not rounded, as everywhere a ratio is shown; a binary fraction may lie a hair below itself. */
function twoDigits(ratio: number): string {
  return Number.isFinite(ratio) ? (Math.floor(ratio * 100 + 1e-6) / 100).toFixed(2) : '∞';
}

function gb(bytes: number): string {
  return `${(Math.max(0, bytes) / 1024 ** 3).toFixed(1)} GB`;
}
