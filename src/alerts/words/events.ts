import { fields } from '../../command/reply.ts';
import type { Words } from './words.ts';

type EventType = 'freeleech' | 'bonus' | 'multiplier';
const names: Record<EventType, string> = {
  freeleech: 'Site-wide freeleech',
  bonus: 'Bonus points event',
  multiplier: 'Upload multiplier',
};

/** The site gives more than usual: downloads go faster until it ends. */
export function eventStarted(
  type: EventType,
  event: { description: string; end: Date | null; setBy: string | null },
): Words {
  const what = event.setBy ? `${event.setBy} said so` : event.description;
  return {
    kind: 'event-started',
    severity: 'info',
    reply: {
      title: `${names[type]} has begun`,
      tone: 'ok',
      blocks: [
        fields({
          What: what,
          Until: event.end?.toISOString().slice(0, 16).replace('T', ' ') ?? 'not known',
          Did: 'downloads go at the fast pace: five at a time, 30 seconds apart',
        }),
        {
          kind: 'buttons',
          buttons: [
            { label: 'Open proposals', runs: 'queue', input: {}, style: 'primary' },
            {
              label: 'False alarm',
              runs: 'events',
              input: { action: 'end', type },
              style: 'default',
            },
          ],
        },
      ],
    },
  };
}

export function eventEnded(type: EventType): Words {
  return {
    kind: 'event-ended',
    severity: 'info',
    reply: {
      title: `${names[type]} is over`,
      tone: 'info',
      blocks: [fields({ Did: 'downloads go at the usual pace again' })],
    },
  };
}
