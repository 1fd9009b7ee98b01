import { isComplete } from '../../src/sandbox/download-client/torrent.ts';
import type { Random } from '../labels/random.ts';
import type { Outside } from './outside.ts';
import { putOnShelf } from './outside.ts';
import type { Universe } from './universe.ts';

/** What goes on at the tracker and around it whether or not the product does anything. */
export type Economy = {
  /** Lets the hours since the last call have their effect. */
  passTo: (time: Date) => Promise<void>;
};

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const mib = 1024 ** 2;
const satisfiedHours = 72;

export async function openEconomy(
  outside: Outside,
  universe: Universe,
  random: Random,
  start: Date,
): Promise<Economy> {
  let last = start;
  let day = -1;
  let freeleechUntilDay = -1;
  const usualFree = new Map<number, boolean>();
  const satisfied = new Set<string>();

  const passDay = async (): Promise<void> => {
    day += 1;
    await appear(outside, universe, day);
    const { account, releases } = outside.tracker;
    // Other programs of the member load and seed, too.
    if (random.isLucky(0.04)) {
      account.downloadedBytes = Math.round(account.uploadedBytes / (0.93 + random.next() * 0.9));
    }
    if (random.isLucky(0.015)) {
      account.className = account.className === 'VIP' ? 'Power User' : 'VIP';
    }
    if (random.isLucky(0.1)) account.wedges += 1;
    if (random.isLucky(0.02)) account.points = Math.floor(account.points * random.next());
    if (random.isLucky(0.05)) random.pick(releases).seeders = random.between(0, 30);
    if (random.isLucky(0.02)) takeAway(outside, random);
    if (day > freeleechUntilDay && usualFree.size > 0) {
      for (const release of releases) release.free = usualFree.get(release.id) ?? release.free;
      usualFree.clear();
    } else if (usualFree.size === 0 && random.isLucky(0.02)) {
      freeleechUntilDay = day + random.between(1, 4);
      for (const release of releases) {
        usualFree.set(release.id, release.free);
        release.free = true;
      }
    }
  };

  await passDay();
  return {
    async passTo(time) {
      const hours = (time.getTime() - last.getTime()) / hourMs;
      last = time;
      passHours(outside, hours, satisfied, time);
      while (day < Math.floor((time.getTime() - start.getTime()) / dayMs)) await passDay();
    },
  };
}

/** Points and upload by what is seeded, seed time that satisfies, VIP that ends. */
function passHours(
  { tracker, client }: Outside,
  hours: number,
  satisfied: Set<string>,
  now: Date,
): void {
  const { account } = tracker;
  let seeding = 0;
  for (const [hash, torrent] of client.torrents) {
    if (!isComplete(torrent) || torrent.isStopped) continue;
    seeding += 1;
    const since = torrent.completedAt?.getTime() ?? now.getTime();
    if (satisfied.has(hash) || now.getTime() - since < satisfiedHours * hourMs) continue;
    satisfied.add(hash);
    account.torrents.seedUnsat -= 1;
    account.torrents.sSat += 1;
  }
  account.points += hours * (6 + seeding * 0.4);
  account.uploadedBytes += Math.round(hours * (0.01 + seeding * 0.002) * mib);
  if (account.vipUntil && account.vipUntil <= now) {
    account.vipUntil = null;
    account.className = 'Power User';
  } else if (account.vipUntil) account.className = 'VIP';
}

/** Books come out or are given to the member, releases are uploaded. */
async function appear(outside: Outside, universe: Universe, day: number): Promise<void> {
  const hasBegun = new Set(
    universe.books.filter((one) => one.day <= day).map(({ what }) => what.series?.asin),
  );
  for (const { what } of universe.books) {
    if (outside.books.includes(what) || !hasBegun.has(what.series?.asin)) continue;
    outside.books.push(what);
  }
  const given = universe.books.filter((one) => one.day === day);
  for (const { what } of given) await putOnShelf(outside, what);
  for (const one of universe.releases) {
    if (one.day === day) outside.tracker.releases.push(one.what);
  }
  if (given.length === 0) return;
  const { library } = outside;
  // The member's own press on "scan", which no weather reaches.
  library.startScan();
  await library.finishScan();
}

/** The site takes a release away. */
function takeAway({ tracker }: Outside, random: Random): void {
  if (tracker.releases.length > 5) tracker.removeTorrent(random.pick(tracker.releases).id);
}
