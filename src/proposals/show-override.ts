import { ratioText } from '../account/ratio.ts';
import { fields, type Reply } from '../command/reply.ts';
import { rejectionText } from './card.ts';
import type { Override } from './override.ts';

/** Asks an owner once more, with the figures that would suffer. */
export function overrideQuestion(override: Override): Reply {
  const { proposal, release, ratioNow, ratioAfter, points, pointsAfter, vipDaysLeft } = override;
  const figure = (value: number | null) => value?.toLocaleString('en-US') ?? 'unknown';
  const input = { proposal, override: true, confirm: override.confirm, ...override.chosen };
  return {
    title: `Approve in spite of VIP? ${override.title}`,
    tone: 'warning',
    blocks: [
      fields({
        Release: release,
        Ratio: `${ratioText(ratioNow)} → ${ratioText(ratioAfter)}`,
        Points: points === null ? 'unknown' : Math.floor(points).toLocaleString('en-US'),
        'Points after buying its size back': figure(pointsAfter),
        'VIP left': vipDaysLeft === null ? 'unknown' : `${vipDaysLeft.toFixed(1)} days`,
      }),
      {
        kind: 'list',
        title: 'Set aside for this one download',
        items: override.setsAside.map((one) => ({ text: rejectionText(one) })),
      },
      {
        kind: 'buttons',
        buttons: [{ label: 'Approve all the same', runs: 'approve', input, style: 'danger' }],
      },
    ],
  };
}
