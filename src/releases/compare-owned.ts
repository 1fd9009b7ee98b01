import { sameName } from '../library/text.ts';
import { bitrateClass, bitrateClasses } from './bitrate.ts';
import type { Rejection, Release } from './facts.ts';

/** The edition on the shelf, as far as it decides; null is unknown. */
export type OwnedEdition = {
  id: number;
  title: string;
  narrators: readonly string[];
  bitrateKbps: number | null;
  isAbridged: boolean | null;
};

/** An edition that might come, as far as it is compared. */
export type EditionFacts = Pick<Release, 'bitrateKbps' | 'bitrateSource' | 'isAbridged'> & {
  narrators: readonly string[];
};

export type OwnedVerdict = {
  verdict: 'inferior' | 'equal' | 'superior' | 'unknown';
  /** What was compared and how it came out. */
  reason: string;
  isOtherNarrator: boolean;
  /** Why it is not fetched; null for a superior edition, which would replace the owned one. */
  rejection: Rejection | null;
};

/**
 * A release against the edition that is owned. Only what justifies a replacement makes it superior:
 * unabridged for abridged, or one bitrate class more; a second narration is none.
 */
export function compareWithOwned(release: EditionFacts, owned: OwnedEdition): OwnedVerdict {
  const { verdict, got, want } = compareEditions(release, owned);
  const isOtherNarrator = hasOtherNarrator(release.narrators, owned.narrators);
  const reason = `${got}, owned: ${want}`;
  if (verdict === 'superior') return { verdict, reason, isOtherNarrator, rejection: null };
  const rejection = isOtherNarrator
    ? {
        rule: 'second-narrator',
        got: release.narrators.join(', '),
        want: `only the owned reading by ${owned.narrators.join(', ')}`,
      }
    : { rule: 'owned', got, want: `better than the owned ${want}` };
  return { verdict, reason, isOtherNarrator, rejection };
}

function compareEditions(
  release: EditionFacts,
  owned: OwnedEdition,
): { verdict: OwnedVerdict['verdict']; got: string; want: string } {
  const isAbridged = release.isAbridged === true;
  const isOwnedAbridged = owned.isAbridged === true;
  if (isAbridged !== isOwnedAbridged) {
    const verdict = isAbridged ? 'inferior' : 'superior';
    return { verdict, got: lengthWord(isAbridged), want: lengthWord(isOwnedAbridged) };
  }
  const got = bitrateWords(release.bitrateKbps);
  const want = bitrateWords(owned.bitrateKbps);
  // What the library measured in its own files is as good as what the site measured.
  const rank = bitrateClasses.indexOf(bitrateClass(release));
  const ownedClass = bitrateClass({ bitrateKbps: owned.bitrateKbps, bitrateSource: 'mediainfo' });
  const difference = rank - bitrateClasses.indexOf(ownedClass);
  if (release.bitrateKbps === null || owned.bitrateKbps === null) {
    return { verdict: 'unknown', got, want };
  }
  if (difference === 0) return { verdict: 'equal', got, want };
  return { verdict: difference < 0 ? 'superior' : 'inferior', got, want };
}

/** Both editions point by point, for a person. */
export function editionPoints(edition: EditionFacts, owned: OwnedEdition): string[] {
  const lengths = [edition, owned].map(({ isAbridged }) => lengthWord(isAbridged === true));
  const readers = [edition, owned].map(
    ({ narrators }) => narrators.join(', ') || 'an unknown voice',
  );
  return [
    `${bitrateWords(edition.bitrateKbps)}, owned ${bitrateWords(owned.bitrateKbps)}`,
    `${lengths[0]}, owned ${lengths[1]}`,
    `read by ${readers[0]}, owned by ${readers[1]}`,
  ];
}

/** Two readings are different only when both name their readers and share none. */
function hasOtherNarrator(narrators: readonly string[], owned: readonly string[]): boolean {
  if (narrators.length === 0 || owned.length === 0) return false;
  return !narrators.some((name) => owned.some((other) => sameName(name, other)));
}

function lengthWord(isAbridged: boolean): string {
  return isAbridged ? 'abridged' : 'unabridged';
}

function bitrateWords(kbps: number | null): string {
  return kbps === null ? 'bitrate unknown' : `${kbps} kbps`;
}
