import { counted } from '../../command/counted.ts';
import { fields } from '../../command/reply.ts';
import { sizeText } from '../../command/size-text.ts';
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
          Listening: `${counted(positions, 'position')} and ${counted(marks, 'bookmark')} as before (checked for ${of})`,
          Moved: row.scale === null ? null : 'your position, to the same share of the new edition',
          'Old edition': `kept, ${sizeText(row.sizeBytes)}; its torrent seeds on`,
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
          'You can': lost.length > 0 ? 'set it right in Audiobookshelf' : null,
        }),
      ],
    },
  };
}

type Positions = {
  beforeSeconds: number;
  movedSeconds: number;
  nowSeconds: number;
  scaledSeconds: number;
};

/** Somebody listened to the new edition since the replacement moved their position. */
export function undoWouldMove({ id, title }: Pick<Row, 'id' | 'title'>, at: Positions): Words {
  const sinceSeconds = at.nowSeconds - at.movedSeconds;
  const button = (label: string, position: string) => ({
    label: `${label}: ${clockText(position === 'scale' ? at.scaledSeconds : at.beforeSeconds)}`,
    runs: 'undo',
    input: { replacement: id, position },
    style: 'default' as const,
  });
  return {
    kind: 'replaced',
    severity: 'warning',
    reply: {
      title: `Not undone yet: ${title}`,
      tone: 'warning',
      blocks: [
        fields({
          What: `you went ${sinceSeconds < 0 ? 'back' : 'on'} ${clockText(Math.abs(sinceSeconds))} in the new edition since it came`,
          'In the new edition': `moved to ${clockText(at.movedSeconds)}, now at ${clockText(at.nowSeconds)}`,
          'In the old edition': `you were at ${clockText(at.beforeSeconds)}; the same share as now is ${clockText(at.scaledSeconds)}`,
          Did: 'nothing; the new edition stays until you say where to go on',
        }),
        {
          kind: 'buttons',
          buttons: [button('Undo, same share', 'scale'), button('Undo, where I was', 'back')],
        },
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
          What: `it was replaced more than ${days} days ago and takes ${sizeText(sizeBytes)}`,
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

/** Hours, minutes and seconds of a position. */
function clockText(seconds: number): string {
  const whole = Math.floor(seconds);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${Math.floor(whole / 3600)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
}

function editionText({ format, bitrateKbps }: Edition): string {
  return `${format?.toUpperCase() ?? 'format unknown'}, ${bitrateKbps === null ? 'bitrate unknown' : `${bitrateKbps} kbps`}`;
}
