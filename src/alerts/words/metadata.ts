import { counted } from '../../command/counted.ts';
import { fields } from '../../command/reply.ts';
import type { Words } from './words.ts';

type Run = {
  title: string;
  processed: number;
  filled: number;
  proposed: number;
  /** Fields left as they are, by the reason. */
  held: Readonly<Record<string, number>>;
  /** Books that were not read, and those a person edited within a day. */
  failed: readonly string[];
  edited: readonly string[];
  changes: readonly string[];
  stopped: string | null;
  completenessBefore: number | null;
  completenessAfter: number | null;
};

const shownChanges = 10;

/** What a run over many books has changed, asked and left, in one card. */
export function metadataRun(run: Run): Words {
  const { processed, filled, proposed, changes, stopped } = run;
  const hidden = filled + proposed - Math.min(changes.length, shownChanges);
  return {
    kind: 'metadata-run',
    severity: 'info',
    reply: {
      title: `Metadata: ${counted(filled, 'field')} filled, ${proposed} asked about`,
      tone: stopped ? 'warning' : 'ok',
      blocks: [
        fields({
          Run: run.title,
          'Books looked at': processed,
          Completeness: completenessText(run),
          Left: leftText(run),
          'Ended early': stopped,
        }),
        { kind: 'list', items: changes.slice(0, shownChanges).map((text) => ({ text })) },
        ...(hidden > 0 ? [{ kind: 'text' as const, text: `… and ${hidden} more` }] : []),
        {
          kind: 'buttons',
          buttons: [{ label: 'Show batches', runs: 'changes', input: {}, style: 'primary' }],
        },
      ],
    },
  };
}

function completenessText({ completenessBefore, completenessAfter }: Run): string | null {
  if (completenessAfter === null) return null;
  const before = completenessBefore === null ? 'unknown' : `${completenessBefore} %`;
  return `${before} → ${completenessAfter} % on average`;
}

/** The commonest reasons first. */
function leftText({ held, failed, edited }: Run): string | null {
  const reasons = Object.entries(held).toSorted(([, a], [, b]) => b - a);
  const lines = [
    ...reasons.map(([reason, count]) => `${counted(count, 'field')} (${reason})`),
    ...(edited.length > 0 ? [`${counted(edited.length, 'book')} (edited within a day)`] : []),
    ...(failed.length > 0 ? [`${counted(failed.length, 'book')} (not read: ${failed[0]})`] : []),
  ];
  return lines.length > 0 ? lines.slice(0, 6).join('; ') : null;
}
