import { fields } from '../../command/reply.ts';
import type { Words } from './words.ts';

/** An approved release turned out to be gone or to cost something. */
export function askedAgain(
  { proposal, title, status }: { proposal: number; title: string; status: string },
  reason: string,
): Words {
  const input = { proposal };
  const why = { label: 'Why', runs: 'why', input, style: 'default' } as const;
  const approve = { label: 'Approve', runs: 'approve', input, style: 'primary' } as const;
  const isOpen = status === 'open';
  return {
    kind: 'proposal-changed',
    severity: 'info',
    reply: {
      title: `Look again: ${title}`,
      tone: 'warning',
      blocks: [
        fields({
          What: reason,
          Did: `fetched nothing; ${outcomes[status] ?? 'looks for another'}`,
          'You can': isOpen ? `decide proposal ${proposal} again on its card` : null,
        }),
        { kind: 'buttons', buttons: isOpen ? [approve, why] : [why] },
      ],
    },
  };
}

const outcomes: Readonly<Record<string, string>> = {
  open: 'the card shows the next best release',
  held: 'the next best release is held back for now',
  superseded: 'there is no other acceptable release; the book stays wanted',
};
