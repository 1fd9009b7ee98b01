import { fields } from '../../command/reply.ts';
import type { Words } from './words.ts';

type Row = {
  id: number;
  title: string;
  sizeBytes: number;
  asidePath: string;
  scale: number | null;
};
type Listening = {
  scope: 'all' | 'own';
  listeners: readonly { position: unknown; bookmarks: readonly unknown[] }[];
};
type Edition = { format: string | null; bitrateKbps: number | null; narrators: readonly string[] };

/** A better edition stands in the place of the old one. */
export function replaced(
  row: Row & { before: { listening: Listening } },
  edition: Edition | null,
): Words {
  const { scope, listeners } = row.before.listening;
  const marks = listeners.reduce((sum, { bookmarks }) => sum + bookmarks.length, 0);
  const positions = listeners.filter(({ position }) => position !== null).length;
  const of = scope === 'all' ? 'every user' : 'your user alone, the key may not see others';
  const input = { replacement: row.id };
  return {
    kind: 'replaced',
    severity: 'info',
    reply: {
      title: `Replaced: ${row.title}`,
      tone: 'ok',
      blocks: [
        fields({
          Now: edition ? editionText(edition) : null,
          Narrator: edition?.narrators.join(', ') || null,
          Listening: `${positions} positions and ${marks} bookmarks are as before (checked for ${of})`,
          Moved: row.scale === null ? null : 'your position, to the same share of the new edition',
          'Old edition': `kept, ${gbText(row.sizeBytes)}; its torrent seeds on`,
        }),
        {
          kind: 'buttons',
          buttons: [{ label: 'Undo', runs: 'undo', input, style: 'default' }],
        },
      ],
    },
  };
}

/** The old edition is back. */
export function undone({ title }: Row, lost: readonly string[]): Words {
  return {
    kind: 'replaced',
    severity: lost.length > 0 ? 'warning' : 'info',
    reply: {
      title: `Undone: ${title}`,
      tone: lost.length > 0 ? 'warning' : 'ok',
      blocks: [
        fields({
          Did: 'put the old edition back; the new one is kept in the restore area',
          'Not as before': lost.join('; ') || null,
        }),
      ],
    },
  };
}

/** Asks once whether what was replaced may go. */
export function mayItGo({ id, title, sizeBytes }: Row, days: number): Words {
  return {
    kind: 'replacement-kept',
    severity: 'info',
    reply: {
      title: `Still kept: the replaced edition of ${title}`,
      tone: 'info',
      blocks: [
        fields({
          What: `it was replaced more than ${days} days ago and takes ${gbText(sizeBytes)}`,
          Did: 'nothing; it stays until somebody removes it',
        }),
        {
          kind: 'buttons',
          buttons: [
            { label: 'Remove', runs: 'replace', input: { remove: id }, style: 'danger' },
            { label: 'Keep', runs: 'replace', input: { keep: id }, style: 'default' },
          ],
        },
      ],
    },
  };
}

export function gbText(bytes: number): string {
  return bytes < 1e8 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}

function editionText({ format, bitrateKbps }: Edition): string {
  return `${format ?? 'unknown format'}, ${bitrateKbps === null ? 'bitrate unknown' : `${bitrateKbps} kbps`}`;
}
