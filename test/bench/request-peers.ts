import type { Mam } from '../../src/clients/mam/index.ts';
import type { WorkKey } from '../../src/library/match.ts';
import type { Release } from '../../src/releases/facts.ts';
import { releaseFromRow } from '../../src/releases/parse.ts';
import type { Gap } from './request-gaps.ts';

/** Finds a release of one book the way another program asks for it; `isGood` judges for all alike. */
export type PeerRule = (
  mam: Mam,
  gap: Gap,
  isGood: (releases: Release[]) => boolean,
) => Promise<boolean>;

/** Words in any field, as an indexer behind Torznab is asked. */
async function ask(mam: Mam, words: string): Promise<Release[]> {
  const text = words.replaceAll(/[^\p{L}\p{N}' ]+/gu, ' ').trim();
  const { rows } = await mam.search({ text, perPage: 100 });
  return rows.map(releaseFromRow);
}

/** One after the other until one brings a good release. */
async function untilGood(
  mam: Mam,
  texts: readonly string[],
  isGood: (releases: Release[]) => boolean,
): Promise<boolean> {
  for (const text of texts) if (isGood(await ask(mam, text))) return true;
  return false;
}

/** The shape of each rule: how many questions, and in which order. */
export const peerRules: Readonly<Record<string, PeerRule>> = {
  /** Both orders of author and title always; the title alone when they bring nothing. */
  async Readarr(mam, { title, author }, isGood) {
    const both = [
      ...(await ask(mam, `${author} ${title}`)),
      ...(await ask(mam, `${title} ${author}`)),
    ];
    if (isGood(both)) return true;
    return both.length === 0 && isGood(await ask(mam, title));
  },
  /** Two spellings, always both. */
  async ReadMeABook(mam, { title, author }, isGood) {
    const first = await ask(mam, `${title} ${author}`);
    return isGood([...first, ...(await ask(mam, title))]);
  },
  /** Ever shorter until something is good enough. */
  async LazyLibrarian(mam, { title, author }, isGood) {
    const short = title.split(/[:(]/)[0]?.trim() ?? title;
    const texts = [
      `${author} ${title} audiobook`,
      `${author} ${title}`,
      ...(short === title ? [] : [`${author} ${short}`]),
      title,
    ];
    return await untilGood(mam, [texts[1] ?? title, texts[0] ?? title, ...texts.slice(2)], isGood);
  },
};

export function workOf({ title, author, series, position }: Gap): WorkKey {
  return { title, authors: [author], series: [{ name: series, position }] };
}
