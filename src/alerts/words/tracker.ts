import { fields } from '../../command/reply.ts';
import type { Words } from './words.ts';

export function sessionLost(reason: string): Words {
  return {
    kind: 'session-lost',
    severity: 'critical',
    reply: {
      title: 'The tracker refused our session',
      tone: 'danger',
      blocks: [
        fields({
          What: reason,
          Did: 'stopped all requests to the tracker; nothing approved is lost, it waits',
          'You can': 'make a new session in the site preferences (Security) and put it into MAM_ID',
        }),
      ],
    },
  };
}
