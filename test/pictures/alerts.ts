import { authorGaps } from '../../src/alerts/words/authors.ts';
import { digestOf } from '../../src/alerts/words/digest.ts';
import type { Digest } from '../../src/digest/read.ts';
import { showDigest } from '../../src/digest/show.ts';
import { backupFailed, backupOld } from '../../src/alerts/words/backups.ts';
import type { AlertKind } from '../../src/alerts/kinds.ts';
import { manyTorrents, torrentAdopted } from '../../src/alerts/words/adoption.ts';
import { downloadStalled, unsatisfiedNearLimit } from '../../src/alerts/words/duties.ts';
import * as downloads from '../../src/alerts/words/downloads.ts';
import { categoriesChanged } from '../../src/alerts/words/categories.ts';
import { eventEnded, eventStarted } from '../../src/alerts/words/events.ts';
import { firstScanCard } from '../../src/alerts/words/first-scan.ts';
import { jobFailing, jobRecovered, messageGivenUp } from '../../src/alerts/words/jobs.ts';
import { metadataRun } from '../../src/alerts/words/metadata.ts';
import { misplaced } from '../../src/alerts/words/misplaced.ts';
import { rulesChanged } from '../../src/alerts/words/rules.ts';
import {
  hitAndRunRisk,
  hitAndRunRisks,
  seedingReview,
  torrentUnregistered,
} from '../../src/alerts/words/seeding.ts';
import { askedAgain } from '../../src/alerts/words/proposals.ts';
import { mayItGo, replaced, undone } from '../../src/alerts/words/replacing.ts';
import { ratioEmergency, ratioRecovered, ratioWarning } from '../../src/alerts/words/ratio.ts';
import * as spending from '../../src/alerts/words/spending.ts';
import {
  accountReadable,
  accountUnreadable,
  seedboxRefused,
  sessionLost,
  siteMessage,
} from '../../src/alerts/words/tracker.ts';
import { trial } from '../../src/alerts/words/trial.ts';
import { unanswered } from '../../src/alerts/words/unanswered.ts';
import type { Words } from '../../src/alerts/words/words.ts';
import type { Reply } from '../../src/command/reply.ts';
import { nextStepOf, stopButtons } from '../../src/downloads/stops.ts';

const book = {
  id: 7,
  title: 'The Warlord of Mars',
  author: 'Edgar Rice Burroughs',
  proposalId: 12,
};
const story = [
  '21:04 approved by Amy',
  '21:05 taken from the tracker, free for everybody',
  '21:19 download complete, every piece checked',
  '21:20 decoded: 6 h 12 min, as the catalogue says',
  '21:20 linked into the library',
];
const shelf = {
  path: '/audiobooks/Edgar Rice Burroughs/Barsoom/03 - The Warlord of Mars {Scott Brick}',
  narrator: 'Scott Brick',
};
const known = { id: book.id, hasRelease: true };
const rules = { path: '/rules.php', label: 'Site rules', isBinding: true };
const changes = [
  {
    title: 'Seeding',
    added: ['Every torrent has to be seeded for 96 hours within 30 days.'],
    removed: ['Every torrent has to be seeded for 72 hours within 30 days.'],
  },
];
const series = [
  { id: 1, name: 'Barsoom', missing: 8 },
  { id: 2, name: 'Land of Oz', missing: 5 },
];

const ratioLimits = { ratioFloor: 1, ratioRecovered: 1.05, ratioWarn: 1.2 };
const risk = {
  id: 31,
  name: 'Edgar Rice Burroughs - The Warlord of Mars',
  trouble: 'stopped' as const,
  seededHours: 37,
  owedHours: 71,
  deadline: new Date('2026-07-15T21:19:00Z'),
  latestStart: new Date('2026-07-12T22:19:00Z'),
};
const gone = 'torrent not registered with this tracker';

const week: Digest = {
  from: new Date('2026-06-08T09:00:00Z'),
  to: new Date('2026-06-15T09:00:00Z'),
  shelved: [
    { title: 'The Warlord of Mars', author: 'Edgar Rice Burroughs' },
    { title: 'The Phoenix and the Carpet', author: 'E. Nesbit' },
  ],
  failed: [{ title: 'Tik-Tok of Oz', author: 'L. Frank Baum', reason: 'three releases failed' }],
  stopped: [{ id: 31, title: 'The Valley of Fear', author: 'Arthur Conan Doyle' }],
  addedBooks: 4,
  newGaps: 3,
  decisions: { proposed: 6, approved: 3, rejected: 1, expired: 0 },
  openProposals: 2,
  account: {
    start: {
      ratio: 1.61,
      points: 20_100,
      uploadedBytes: 161e9,
      downloadedBytes: 100e9,
      vipUntil: new Date('2026-07-10T09:00:00Z'),
    },
    end: {
      ratio: 1.72,
      points: 18_950,
      uploadedBytes: 174e9,
      downloadedBytes: 101e9,
      vipUntil: new Date('2026-08-07T09:00:00Z'),
    },
  },
  purchases: [{ kind: 'vip', amount: 4, costPoints: 5000 }],
  events: [{ kind: 'freeleech', description: 'everything is free' }],
  failingJobs: [],
};

const position = { seconds: 7200, isFinished: false };
const replacement = {
  id: 3,
  title: 'A Princess of Mars',
  sizeBytes: 412e6,
  asidePath: '/restore/2026-08-07/12/A Princess of Mars',
  scale: null,
  before: {
    listening: {
      scope: 'all' as const,
      listeners: [{ position, bookmarks: [{ seconds: 60, title: 'the cave' }] }],
    },
  },
};

/** Every alert at least once; a kind without a picture does not compile. */
const words: Record<AlertKind, Words[]> = {
  replaced: [
    replaced(replacement, { format: 'm4b', bitrateKbps: 128, narrators: ['Ralph Snelson'] }),
    undone(replacement, []),
    undone(replacement, ['the position of the listener']),
  ],
  'replacement-kept': [mayItGo(replacement, 30)],
  digest: [digestOf(showDigest(week))],
  test: [trial('info', 'Olga')],
  unanswered: [
    unanswered({ id: 31, reply: sessionLost('the tracker answered 403 twice').reply }, 30),
  ],
  'author-gaps': [
    authorGaps(
      [
        { id: 4, name: 'Edgar Rice Burroughs', missing: 9 },
        { id: 7, name: 'E. Nesbit', missing: 3 },
      ],
      10,
    ),
  ],
  adopted: [
    torrentAdopted(book, {
      category: 'audiobooks',
      plan: { kind: 'shelve', as: 'the book that is missing' },
      buttons: [],
    }),
    torrentAdopted(book, {
      category: 'audiobooks',
      plan: { kind: 'check', reason: 'no missing book goes by its name' },
      buttons: [],
    }),
    torrentAdopted(book, {
      category: 'audiobooks',
      plan: { kind: 'leave', reason: 'Only torrents of version 1 can be followed.' },
      buttons: stopButtons('matched-nothing', known),
    }),
    manyTorrents(61, 'audiobooks'),
  ],
  'ratio-warning': [ratioWarning(1.18, 15.3 * 1024 ** 3, ratioLimits)],
  'ratio-emergency': [
    ratioEmergency(
      { ratio: 0.99, waiting: 2, missingBytes: 1.2 * 1024 ** 3, hasClient: true },
      ratioLimits,
    ),
  ],
  'ratio-recovered': [
    ratioRecovered({
      ratio: 1.07,
      since: new Date('2026-06-14T21:04:00Z'),
      changes: [
        { name: 'upload slots', outcome: 'restored' },
        { name: book.title, outcome: 'changed' },
      ],
    }),
  ],
  'download-failed': [downloads.downloadFailed(book, 'piece 12 of 88 is damaged')],
  'download-abandoned': [
    downloads.downloadAbandoned(book, {
      reason: 'piece 3 of 40 is damaged',
      buttons: stopButtons(null, known),
    }),
  ],
  'download-stopped': [
    downloads.downloadStopped(book, {
      reason: 'the torrent brings a program: Setup.exe',
      nextStep: nextStepOf('forbidden-file'),
      buttons: stopButtons('forbidden-file', known),
    }),
  ],
  'download-stalled': [
    downloadStalled(book, {
      since: new Date('2026-06-15T19:04:00Z'),
      seeders: 1,
      canReplace: true,
    }),
  ],
  'hit-and-run-risk': [
    hitAndRunRisk({ ...risk, trouble: 'stopped', canAdd: true }),
    hitAndRunRisk({ ...risk, trouble: 'files-gone', canAdd: true }),
    hitAndRunRisk({ ...risk, trouble: 'gone', canAdd: true }),
    hitAndRunRisk({ ...risk, trouble: 'gone', canAdd: false }),
    hitAndRunRisks(Array.from({ length: 12 }, () => risk)),
  ],
  'seeding-review': [
    seedingReview([
      { torrent: 31, name: risk.name, sizeBytes: 4e8, superior: `${risk.name} (128 kbps)` },
    ]),
  ],
  'torrent-unregistered': [
    torrentUnregistered(risk, { text: gone, replaceDownload: 7, mayStop: false }),
    torrentUnregistered(risk, { text: gone, replaceDownload: null, mayStop: true }),
  ],
  'unsatisfied-near-limit': [
    unsatisfiedNearLimit({ level: 'near', known: { count: 121, limit: 150 }, reserve: 10 }),
    unsatisfiedNearLimit({ level: 'full', known: { count: 140, limit: 150 }, reserve: 10 }),
    unsatisfiedNearLimit({ level: 'full', known: null, reserve: 10 }),
  ],
  imported: [
    downloads.bookShelved(book, story, { ...shelf, isSeenByLibrary: true, hasRelease: true }),
    downloads.bookShelved(book, story, {
      ...shelf,
      narrator: null,
      isSeenByLibrary: false,
      hasRelease: true,
    }),
  ],
  'event-started': [
    eventStarted('freeleech', {
      description: '96 of the newest 100 audiobooks are free, usually 8',
      end: null,
      setBy: null,
    }),
  ],
  'event-ended': [eventEnded('freeleech')],
  'backup-failed': [backupFailed('There is no room left in /data/backups for a backup.')],
  'backup-old': [backupOld(new Date('2026-06-08T04:30:00Z')), backupOld(null)],
  'job-failed': [jobFailing('library-scan', 'Audiobookshelf cannot be reached (ECONNREFUSED)')],
  'job-recovered': [jobRecovered('library-scan')],
  'message-dead': [
    messageGivenUp({ id: '7', topic: 'grab' }, 'qBittorrent refused the file: unsupported'),
  ],
  'seedbox-refused': [seedboxRefused('Invalid session - ASN mismatch')],
  'session-lost': [sessionLost('the tracker answered 403 twice')],
  'account-unreadable': [accountUnreadable('the tracker cannot be reached (ETIMEDOUT)')],
  'account-readable': [accountReadable(95)],
  'folder-taken': [downloads.folderTaken(book, 'Edgar Rice Burroughs/Barsoom/03 (2)')],
  'proposal-changed': [
    askedAgain({ proposal: 12, title: book.title, status: 'open' }, 'it is no longer free'),
  ],
  'purchase-unknown': [
    spending.purchaseUnknown(7, 'a wedge that makes a book free', 'no answer in time'),
  ],
  'vip-expiring': [spending.vipExpiring(7, '6 days', 'buy 11 weeks at most for 13,750 points')],
  'vip-renewed': [
    spending.vipRenewed({
      weeks: 7,
      until: '2026-09-12',
      account: 'points 21,400 → 12,650, VIP until 2026-07-25 → 2026-09-12',
      why: 'surplus points extend VIP: 40.0 days of VIP left',
    }),
  ],
  'vip-renewal-failed': [spending.vipRenewalFailed('the site refused it: Not enough bonus', true)],
  'vip-unknown': [spending.vipUnknown(true)],
  'metadata-run': [
    metadataRun({
      title: 'Least complete books',
      processed: 100,
      filled: 12,
      proposed: 1,
      held: { 'not sure enough: 60 %': 4, 'rejected before': 1 },
      failed: [],
      edited: ['Emma'],
      changes: [
        'Emma: publisher: none → Tor',
        'Persuasion: year: none → 1817',
        'Sanditon: narrator: Ann Lee → Ada Grey',
      ],
      stopped: null,
      completenessBefore: 61,
      completenessAfter: 73,
    }),
  ],
  'points-at-cap': [spending.pointsAtCap('99,999', 'Upload credit: buy 170 GB for 85,000 points')],
  'site-message': [siteMessage({ pms: 2, aboutToDropClient: 1 })],
  'tracker-categories-changed': [
    categoriesChanged([
      { id: 131, name: 'Cosy Fantasy', formerName: null },
      { id: 52, name: 'General Nonfiction', formerName: 'General Non-Fic' },
    ]),
  ],
  'tracker-rules-changed': [
    rulesChanged(rules, 4, changes),
    rulesChanged({ ...rules, label: 'News', isBinding: false }, 9, changes),
  ],
};

const scan = { series, best: 10 };

/** A book arrived, as the story for new people tells it. */
export const shelvedAlert = downloads.bookShelved(book, story, {
  ...shelf,
  isSeenByLibrary: true,
  hasRelease: true,
}).reply;

/** The replies of all alerts and of the cards that are no proposals, by name. */
export const alerts: Record<string, Reply> = {
  'first scan': firstScanCard(scan, null),
  'first scan, answered': firstScanCard(scan, { by: 'Amy', words: 'start with Barsoom' }),
  ...Object.fromEntries(
    Object.entries(words).flatMap(([kind, some]) =>
      some.map(({ reply }, index) => [index === 0 ? kind : `${kind}, ${index + 1}`, reply]),
    ),
  ),
  'in the wrong channel': misplaced(jobRecovered('queue').reply, 'C0123'),
};
