import type { Block, Reply } from '../../command/reply.ts';
import { severities, type Topic } from '../kinds.ts';

type Alert = Topic & { reply: Reply };

const titlesShown = 12;

/** One message for several alerts: the newest of the gravest as it is, and what else there was. */
export function gathered(alerts: readonly Alert[], when: string): Reply {
  const rank = ({ severity }: Alert) =>
    severity === null ? severities.length : severities.indexOf(severity);
  const first = alerts.toReversed().toSorted((a, b) => rank(a) - rank(b))[0];
  if (!first) throw new Error('there is no alert to tell of');
  const others = alerts.filter((one) => one !== first).toReversed();
  if (others.length === 0) return first.reply;
  const people = new Map(
    alerts
      .flatMap(({ reply }) => reply.mentions ?? [])
      .map((one) => [`${one.platform} ${one.id}`, one]),
  );
  const left = others.length - titlesShown;
  const titles = others.slice(0, titlesShown).map(({ reply }) => ({ text: reply.title }));
  const more: Block[] = [
    {
      kind: 'list',
      title: `${others.length} more ${others.length === 1 ? 'alert' : 'alerts'} ${when}`,
      items: left > 0 ? [...titles, { text: `… and ${left} more` }] : titles,
    },
    {
      kind: 'buttons',
      buttons: [
        { label: 'All alerts', runs: 'history', input: { alerts: true }, style: 'default' },
      ],
    },
  ];
  return {
    ...first.reply,
    blocks: [...first.reply.blocks, ...more],
    ...(people.size > 0 && { mentions: [...people.values()] }),
  };
}
