import { morePages } from '../command/more.ts';
import { type Block, type Reply, say } from '../command/reply.ts';
import { timeText } from '../command/time-text.ts';
import type { DeliveryLog } from './deliveries.ts';

const tryOut: Block = {
  kind: 'buttons',
  buttons: [{ label: 'Send a test', runs: 'history', input: { hooks: 'test' }, style: 'default' }],
};

export function showDeliveries({ rows, total, offset }: DeliveryLog): Reply {
  return {
    title: total === 1 ? '1 delivery to the hooks' : `${total} deliveries to the hooks`,
    tone: 'info',
    blocks: [
      {
        kind: 'list',
        items: rows.map(({ at, name, outcome, why }) => ({
          text: `${name}: ${outcome}`,
          detail: [timeText(at), why].filter(Boolean).join(' · '),
        })),
      },
      ...morePages('history', { hooks: 'log' }, { shown: rows.length, total, offset }),
      tryOut,
    ],
  };
}

/** What the door said to a signed delivery of our own. */
export function showTrial({ status, message }: { status: number; message: string }): Reply {
  if (status === 202) {
    return say('The hooks take what is signed', 'The test wakes no job.', 'ok');
  }
  return say(`The hooks answered ${status}`, `${message} Nothing was set off.`, 'warning');
}
