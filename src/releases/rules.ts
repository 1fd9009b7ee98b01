import { isCollectionTitle } from '../library/edition.ts';
import { completeWorks } from '../library/match/sides.ts';
import { sameWork, type WorkKey } from '../library/match.ts';
import { isCompanionTitle } from '../library/kind.ts';
import { writeLength } from '../library/match/lengths.ts';
import { pieceOfBook } from '../library/piece.ts';
import { isSpan, parsePosition } from '../library/position.ts';
import { plain } from '../library/words.ts';
import { countedKbps } from './bitrate.ts';
import type { Rejection, Release } from './facts.ts';
import { lengthOf } from './whole-text.ts';
import type { WedgePolicy } from './wedge.ts';

export type ReleasePolicy = WedgePolicy & {
  releasePolicy: 'free-first' | 'quality-first';
  minSeeders: number;
  maxGb: number;
  /** Two letters each; empty accepts all. */
  languages: readonly string[];
  /** Preferred first. */
  formats: readonly string[];
  minKbps: number;
  dramatised: 'never' | 'ask';
};

/** What a person has to agree to before the release may be taken. */
export type Approval = 'abridged' | 'low-bitrate' | 'dramatised' | 'doubtful-description';

const gbBytes = 1e9;
const mbBytes = 1e6;
const bytesPerKbit = 125;
/** What MP3 can have, and what nobody gives a voice in another format. */
const mostKbps = 350;
/** Editions of one text differ in length by less than this. */
const sameLength = 0.85;

/** Why a release must not be taken for the wanted book; a value that is unknown does not pass a limit. */
export function rejectionsOf(
  wanted: WorkKey,
  release: Release,
  policy: ReleasePolicy,
  blocked: ReadonlySet<string>,
): Rejection[] {
  const { reasons } = sameWork(wanted, { ...release, durationSeconds: lengthOf(release) });
  const isBundle = release.isOmnibus && !isOmnibusWork(wanted);
  const needsOmnibus = isBundle && !reasons.some(({ rule }) => rule === 'omnibus');
  const isOtherKind = release.isCompanion && !isCompanionTitle(wanted.title);
  const piece = pieceOfBook(release);
  const rejections = [
    ...reasons,
    piece !== null &&
      pieceOfBook(wanted) !== piece &&
      reject('part', `piece ${piece} of a book`, 'the whole book'),
    isOtherKind &&
      reasons.length === 0 &&
      reject('companion', 'not the book itself, by its tags', 'the book'),
    needsOmnibus && reject('omnibus', 'several books in one', 'the single book'),
    ...limitRejections(release, policy),
    oddSize(wanted, release, policy),
    blocked.has(`${release.source}:${release.trackerId}`) &&
      reject('blocklisted', release.trackerId, 'not on the blocklist'),
    release.isSnatched && reject('already-snatched', 'downloaded before', 'not downloaded before'),
  ];
  return rejections.filter((rejection) => rejection !== false);
}

/** The approvals a release needs that passes every rule. */
export function approvalsFor(release: Release, policy: ReleasePolicy): Approval[] {
  const kbps = countedKbps(release);
  const approvals: (Approval | false)[] = [
    release.isAbridged === true && 'abridged',
    kbps !== null && kbps < policy.minKbps && 'low-bitrate',
    release.isDramatised && 'dramatised',
    !!release.doubt && !release.isDramatised && !release.isAbridged && 'doubtful-description',
  ];
  return approvals.filter((approval) => approval !== false);
}

function limitRejections(release: Release, policy: ReleasePolicy): (Rejection | false)[] {
  const { language, fileTypes, seeders, sizeBytes } = release;
  const gb = sizeBytes === null ? null : sizeBytes / gbBytes;
  return [
    release.isDramatised &&
      policy.dramatised === 'never' &&
      reject('dramatised', 'a dramatised adaptation', 'the book as read'),
    policy.languages.length > 0 &&
      !policy.languages.includes(language ?? '') &&
      reject('language', language ?? 'unknown', policy.languages.join(' or ')),
    !fileTypes.some((type) => policy.formats.includes(type)) &&
      reject('format', fileTypes.join(', ') || 'unknown', policy.formats.join(' or ')),
    !(gb !== null && gb <= policy.maxGb) &&
      reject('size', gb === null ? 'unknown' : `${gb.toFixed(1)} GB`, `at most ${policy.maxGb} GB`),
    !(seeders !== null && seeders >= policy.minSeeders) &&
      reject('seeders', String(seeders ?? 'unknown'), `at least ${policy.minSeeders}`),
  ];
}

/**
 * Files whose bitrate nobody tells can still be too small for the whole book (a piece, abridged, of low
 * bitrate) or so large that they must be several.
 */
function oddSize(
  { durationSeconds }: WorkKey,
  release: Release,
  { minKbps }: ReleasePolicy,
): Rejection | false {
  const { sizeBytes } = release;
  if (!durationSeconds || sizeBytes === null || lengthOf(release) !== null) return false;
  const leastBytes = durationSeconds * minKbps * bytesPerKbit * sameLength;
  const mostBytes = durationSeconds * mostKbps * bytesPerKbit;
  if (sizeBytes > mostBytes && release.fileTypes.length === 1) {
    return reject(
      'size',
      `${Math.round(sizeBytes / mbBytes)} MB, too much for one book`,
      `at most ${Math.round(mostBytes / mbBytes)} MB for ${writeLength(durationSeconds)}`,
    );
  }
  return (
    sizeBytes < leastBytes &&
    reject(
      'size',
      `${Math.round(sizeBytes / mbBytes)} MB, too little for the whole book`,
      `at least ${Math.round(leastBytes / mbBytes)} MB for ${writeLength(durationSeconds)}`,
    )
  );
}

function isOmnibusWork({ title, series }: WorkKey): boolean {
  const positions = series.map(({ position }) => parsePosition(position));
  return (
    completeWorks.test(plain(title)) ||
    isCollectionTitle(title) ||
    positions.some((position) => position && isSpan(position))
  );
}

function reject(rule: string, got: string, want: string): Rejection {
  return { rule, got, want };
}
