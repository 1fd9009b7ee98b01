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
          'You can':
            'make a new session in the site preferences (Security) and put it into MAM_ID, then restart',
        }),
      ],
    },
  };
}

export function seedboxRefused(reason: string): Words {
  return {
    kind: 'seedbox-refused',
    severity: 'warning',
    reply: {
      title: 'The site does not take our seedbox address',
      tone: 'warning',
      blocks: [
        fields({
          What: `the session that tells it was refused: ${reason || 'no reason given'}`,
          Did: 'asks no more with that session; everything else goes on',
          'You can':
            'make a session that may set the dynamic seedbox (Preferences, Security), put it into SEEDBOX_MAM_ID, and restart',
        }),
      ],
    },
  };
}

/** The figures everything that costs is decided by cannot be had. */
export function accountUnreadable(reason: string): Words {
  return {
    kind: 'account-unreadable',
    severity: 'warning',
    reply: {
      title: 'The tracker account cannot be read',
      tone: 'warning',
      blocks: [
        fields({
          What: `two readings in a row failed: ${reason}`,
          Did: 'keeps trying; once the last reading is too old, paid grabs wait and free ones go on',
          'You can': 'wait, or read it now',
        }),
        {
          kind: 'buttons',
          buttons: [
            { label: 'Read now', runs: 'run', input: { job: 'account' }, style: 'primary' },
          ],
        },
      ],
    },
  };
}

export function accountReadable(minutes: number): Words {
  return {
    kind: 'account-readable',
    severity: 'info',
    reply: {
      title: 'The tracker account is read again',
      tone: 'ok',
      blocks: [
        {
          kind: 'text',
          text: `It could not be read for ${minutes} minutes. What waited for it is judged anew.`,
        },
      ],
    },
  };
}

/** Something waits for the member on the site; the bot knows how much, not what. */
export function siteMessage(counts: {
  pms?: number;
  topics?: number;
  aboutToDropClient?: number;
}): Words {
  const { pms, topics, aboutToDropClient: dropped } = counts;
  const what = [
    pms && `${pms} unread private ${pms === 1 ? 'message' : 'messages'}`,
    topics && `${topics} new forum ${topics === 1 ? 'topic' : 'topics'}`,
    dropped && `${dropped} of your torrent clients will soon not be allowed any more`,
  ];
  return {
    kind: 'site-message',
    severity: dropped ? 'warning' : 'info',
    reply: {
      title: 'The tracker has news for you',
      tone: dropped ? 'warning' : 'info',
      blocks: [
        fields({ What: what.filter(Boolean).join(', '), 'You can': 'read them on the site' }),
      ],
    },
  };
}
