import type { Rejection } from '../releases/facts.ts';

/** What is known of a wish and its book. */
export type WishFacts = {
  isGranted: boolean;
  downloadStatus: string;
  isWanted: boolean;
  releaseDate: string | null;
  snoozedUntil: string | null;
  nextSearch: string | null;
  searchNote: string | null;
  proposal: { id: number; status: string; hold: readonly Rejection[] } | null;
  download: { status: string; reason: string | null } | null;
};

export type WishState = {
  state:
    | 'shelved'
    | 'downloading'
    | 'waits for quota'
    | 'not out yet'
    | 'proposed'
    | 'held back'
    | 'searched'
    | 'put off'
    | 'given up'
    | 'not wanted'
    | 'wanted';
  /** Why, or until when. */
  reason: string | null;
};

/** How far a wish is; days are texts as people read them. */
export function stateOf(wish: WishFacts, weekEnds: string): WishState {
  const { downloadStatus, download } = wish;
  if (downloadStatus === 'completed') return { state: 'shelved', reason: null };
  if (downloadStatus === 'queued' || downloadStatus === 'downloading') {
    const { status = downloadStatus, reason = null } = download ?? {};
    return { state: 'downloading', reason: reason ? `${status}: ${reason}` : status };
  }
  if (!wish.isGranted) return { state: 'waits for quota', reason: `until Mon ${weekEnds}` };
  if (downloadStatus === 'hidden') return { state: 'not wanted', reason: 'rejected for good' };
  if (downloadStatus === 'failed') {
    return { state: 'given up', reason: 'three releases failed; "request" begins anew' };
  }
  if (downloadStatus === 'announced') return { state: 'not out yet', reason: wish.releaseDate };
  if (!wish.isWanted) return { state: 'not wanted', reason: 'nobody searches for it any more' };
  if (wish.snoozedUntil) return { state: 'put off', reason: `until ${wish.snoozedUntil}` };
  return searchState(wish);
}

function searchState({ proposal, searchNote, nextSearch }: WishFacts): WishState {
  if (proposal?.status === 'open') {
    return { state: 'proposed', reason: `proposal ${proposal.id} waits for an answer` };
  }
  if (proposal?.status === 'waiting') {
    return { state: 'proposed', reason: 'waits for a free place among the open proposals' };
  }
  if (proposal?.status === 'held') {
    const rules = proposal.hold.map(({ rule, got }) => `${rule.replaceAll('-', ' ')}: ${got}`);
    return { state: 'held back', reason: rules.join('; ') || null };
  }
  if (searchNote) {
    const again = nextSearch ? `; again on ${nextSearch}` : '';
    return { state: 'searched', reason: `${searchNote}${again}` };
  }
  return { state: 'wanted', reason: 'is searched for in turn' };
}
