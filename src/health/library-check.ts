import type { EntityManager } from '@mikro-orm/postgresql';
import { lastScan } from '../library/last-scan.ts';
import type { Problem } from './problems.ts';

/** Books that the last scan could not read, and what that keeps from being done. */
export async function unreadableBooks(em: EntityManager): Promise<Problem[]> {
  const { unreadable, holdsGaps } = await lastScan(em);
  if (unreadable.length === 0) return [];
  const named = unreadable.slice(0, 3).join(', ') + (unreadable.length > 3 ? ' and others' : '');
  const held = holdsGaps ? '; new gaps stay unsure until they can' : '';
  return [
    {
      area: 'library',
      severity: 'warning',
      text: `${unreadable.length} of the books in Audiobookshelf could not be read: ${named}${held}`,
      hint: 'scan or repair them in Audiobookshelf, then run library-scan',
    },
  ];
}
