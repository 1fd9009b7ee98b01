import { say } from '../../command/reply.ts';
import type { Severity } from '../kinds.ts';
import type { Words } from './words.ts';

const tones = { critical: 'danger', warning: 'warning', info: 'info' } as const;

/** Shows that messages arrive. */
export function trial(as: Severity, actor: string): Words {
  const text = `${actor} asked for it. There is nothing to do.`;
  return {
    kind: 'test',
    severity: as,
    reply: say('Test: messages arrive here', text, tones[as]),
  };
}
