import { fields } from '../../command/reply.ts';
import type { Words } from './words.ts';

export function purchaseUnknown(what: string, reason: string): Words {
  return {
    kind: 'purchase-unknown',
    severity: 'warning',
    reply: {
      title: 'A purchase without an answer',
      tone: 'warning',
      blocks: [
        fields({
          What: `${what}: ${reason}`,
          Did: 'will not send it again; looks at the account until it shows whether it counted',
          'You can': 'wait, or look at your bonus history on the site',
        }),
      ],
    },
  };
}
