import type { Reply } from '../command/reply.ts';
import { timeText } from '../command/time-text.ts';
import type { AlertHistory } from './history.ts';

export function showAlerts({ rows, total, offset }: AlertHistory): Reply {
  const end = offset + rows.length;
  const more = `${end} of ${total} shown; "history alerts:true offset:${end}" goes on.`;
  return {
    title: `${total} alerts`,
    tone: 'info',
    blocks: [
      {
        kind: 'list',
        items: rows.map(({ at, kind, severity, title, muted }) => ({
          text: title,
          detail: [timeText(at), kind, severity, muted > 0 ? 'muted' : '']
            .filter(Boolean)
            .join(' · '),
        })),
      },
      ...(end < total ? [{ kind: 'text' as const, text: more }] : []),
    ],
  };
}
