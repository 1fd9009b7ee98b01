import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');
const folders = ['src', 'commands', 'jobs', 'migrations'];

/** `isLater`: when the code comes to it, not with the file. */
type Import = { from: string; to: string; isType: boolean; isLater: boolean };

const files = folders.flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => path.posix.join(folder, file)),
);
const imports = files.flatMap(importsOf);

/** Files that decide from their arguments alone, by folder. */
const pureNames: Record<string, string> = {
  account: 'guard cadence freshness forecast ratio unsatisfied-level words',
  alerts: 'kinds routes mute-rules direct-rules',
  ask: 'parts chunks read-markdown read-settings same-words spelling rank neutral citations',
  backup: 'keep format',
  board: 'next-jobs',
  categories: 'audiobooks plain-book places counts',
  charts: 'svg look scale figures runs levels line-chart bar-chart',
  command:
    'write-csv reply sparkline picture actor words plain-text field place-words near counted size-text duration-text',
  conversation:
    'language words names state line vocabulary read fill guess score bare-name follow-up match notice english/words english/same-words english/library english/books english/finding english/deciding english/account english/jobs english/running english/index english/replies',
  db: 'tracker-pace',
  downloads: 'states stops stop-ways removal stalled judge-length',
  events: 'detect pace',
  former: 'report',
  importers: 'listed-book csv read-csv-list read-json-list',
  integrity: 'content-kind sound',
  job: 'aliases schedule retry',
  library:
    'broken-letters other-titles pen-names remarks tags given-names words spelling numerals text romanised person person-list authors typo labels kind edition language position volumes title-parts title-people title-cuts title-aliases known-series title-reading read-title title describe-title match match/work match/lengths match/places match/title-words match/alike match/titles match/series-title match/acronyms match/undecorated match/sides match/evidence match/around-title match/held-within match/renumbered match/subtitles match/by-series match/kinds match/form-doubts match/doubts recording piece duplicates cut-name arrange-name path-part read-path gaps series-works opinions monitor-modes author-works author-entry author-gaps ownership path safe-part name-match',
  members: 'roles',
  metadata:
    'facts agree families weights readers narrators statements record provider custom-list plain-prose isbn judge-candidate chain rest held-values same-value plan-changes settled fresh-edit to-patch judge-correction value-text read-values clean-ups gather/tag-facts gather/tagged-series gather/bare-title gather/path-facts gather/release-facts gather/cut-opening gather/spoken-title gather/spoken-opening',
  proposals: 'hold card compare-editions reject-reasons autopilot delay',
  ratio: 'rules measures compliance',
  releases:
    'facts same-release doubtful-remarks texts told-titles statements prose credits narrators sound contents version row-language other-text parse read-name from-prowlarr bitrate duration cost wedge whole-text rules order pick summary compare-owned filter listing release-view',
  replacing: 'same-recording same-listening undo-position',
  rulebook: 'pages sections diff',
  seeding: 'duty estimate unregistered review-rules first-rules',
  settings:
    'former-names forms policy policy-options path-map path-template quotas stalled-minutes top10',
  spending: 'wedge-verdict points-verdict words',
  vip: 'plan guard ladder describe-plan',
  wishlist: 'isbn read-request states week',
};
const pure = Object.entries(pureNames).flatMap(([folder, names]) =>
  names.split(' ').map((name) => `src/${folder}/${name}.ts`),
);

const machinery = [
  'command',
  'job',
  'db',
  'outbox',
  'clients',
  'chat',
  'http',
  'sandbox',
  'wizard',
];
const constructors = [
  'app',
  'open-catalogues',
  'open-tracker',
  'open-notifiers',
  'open-own-server',
  'start',
  'join',
  'import-cli',
  'settings-cli',
  'open-terminal',
  'watch-library',
  'main',
  'cli',
  'doctor-cli',
  'wizard',
  'job-cli',
  'demo',
];

/** Which topic may use which other one; anything else goes through an outbox effect. */
const topicArrows: Record<string, readonly string[]> = {
  account: ['alerts', 'ratio', 'releases', 'settings'],
  alerts: [],
  ask: ['conversation', 'rulebook'],
  backup: ['alerts'],
  board: [
    'account',
    'alerts',
    'events',
    'health',
    'library',
    'proposals',
    'rulebook',
    'seeding',
    'settings',
  ],
  categories: ['alerts', 'library', 'releases', 'settings'],
  charts: [],
  digest: ['account', 'alerts'],
  events: ['account', 'alerts'],
  conversation: [],
  covers: ['alerts'],
  downloads: [
    'account',
    'alerts',
    'backup',
    'events',
    'importing',
    'integrity',
    'library',
    'proposals',
    'ratio',
    'releases',
    'replacing',
    'settings',
    'spending',
    'torrent',
    'vip',
    'wishlist',
  ],
  former: ['importers', 'library', 'settings', 'wishlist'],
  hooks: [],
  health: [
    'account',
    'alerts',
    'backup',
    'downloads',
    'library',
    'members',
    'metadata',
    'ratio',
    'replacing',
    'settings',
  ],
  importers: [],
  importing: ['integrity', 'torrent'],
  integrity: ['torrent'],
  journal: [],
  library: ['alerts', 'releases', 'settings'],
  members: [],
  metrics: ['account', 'health', 'library', 'proposals'],
  metadata: ['alerts', 'downloads', 'integrity', 'library', 'releases', 'settings'],
  proposals: [
    'account',
    'alerts',
    'covers',
    'downloads',
    'library',
    'releases',
    'replacing',
    'settings',
    'spending',
    'vip',
    'wishlist',
  ],
  ratio: ['account', 'alerts', 'downloads', 'settings'],
  releases: ['account', 'library', 'settings'],
  replacing: ['alerts', 'downloads', 'importing', 'integrity', 'library', 'settings'],
  rulebook: ['alerts'],
  seedbox: ['alerts'],
  seeding: ['account', 'alerts', 'downloads', 'events', 'releases', 'settings'],
  settings: ['alerts'],
  setup: ['alerts', 'health', 'importing', 'settings'],
  spending: ['account', 'alerts', 'settings', 'vip'],
  torrent: [],
  vip: ['account', 'alerts', 'releases'],
  wishlist: ['alerts', 'importers', 'library', 'proposals', 'releases', 'settings'],
};

function importsOf(from: string): Import[] {
  const text = readFileSync(path.join(root, from), 'utf8');
  const atOnce = text.matchAll(/^(?:import|export)\s+(type\s+)?(?:[^'";]*?\s+from\s+)?'([^']+)'/gm);
  const later = text.matchAll(/await (import)\('([^']+)'\)/g);
  return [...atOnce, ...later].map(([, word, target = '']) => ({
    from,
    to: target.startsWith('.') ? path.posix.join(path.posix.dirname(from), target) : target,
    isType: word?.startsWith('type') ?? false,
    isLater: word === 'import',
  }));
}

/** `src/library/gaps.ts` → `library`; a file directly in src → its own name. */
function partOf(file: string): string {
  return file.split('/')[1]?.replace(/\.ts$/, '') ?? '';
}

function violations(rule: (one: Import) => boolean): string[] {
  return imports.filter(rule).map(({ from, to }) => `${from} → ${to}`);
}

test('the walk sees the whole program', () => {
  expect(files.length).toBeGreaterThan(150);
  expect(imports.length).toBeGreaterThan(400);
  expect(imports.every(({ to }) => !to.startsWith('src/') || files.includes(to))).toBe(true);
});

test('commands and jobs use their definition, topics and zod, never a surface, a client or each other', () => {
  const allowed = /^(src\/(command\/|job\/|errors|db\/retention)|zod$|node:timers)/;

  const broken = violations(
    ({ from, to }) =>
      /^(commands|jobs)\//.test(from) &&
      !allowed.test(to) &&
      !(partOf(to) in topicArrows && to.startsWith('src/')),
  );

  expect(broken).toEqual([]);
});

test('pure files import values from pure files only', () => {
  const broken = violations(
    ({ from, to, isType }) =>
      pure.includes(from) &&
      !isType &&
      !pure.includes(to) &&
      !['src/errors.ts', 'croner', 'entities', 'zod', 'node:util'].includes(to),
  );

  expect(pure.filter((file) => !files.includes(file))).toEqual([]);
  expect(broken).toEqual([]);
});

test('topics know clients, services and surfaces by type only', () => {
  const broken = violations(
    ({ from, to, isType }) =>
      partOf(from) in topicArrows &&
      from.startsWith('src/') &&
      !isType &&
      /^src\/(clients|services|chat|http|config|log|app|db\/(?!retention))/.test(to),
  );

  expect(broken).toEqual([]);
});

test('topics use each other only along the listed arrows', () => {
  const broken = violations(({ from, to }) => {
    const [own, other] = [partOf(from), partOf(to)];
    if (!from.startsWith('src/') || !to.startsWith('src/')) return false;
    if (!(own in topicArrows) || !(other in topicArrows) || own === other) return false;
    return !topicArrows[own]?.includes(other);
  });

  expect(broken).toEqual([]);
});

test('clients know errors and HTTP only, and never log', () => {
  const inside =
    /^(src\/clients\/|src\/(?:errors|finished-request)\.ts$|got$|nodemailer$|socket\.io-client$|zod$|entities$|node:)/;

  const broken = violations(({ from, to }) => from.startsWith('src/clients/') && !inside.test(to));

  expect(broken).toEqual([]);
  const texts = files
    .filter((file) => file.startsWith('src/clients/'))
    .map((file) => readFileSync(path.join(root, file), 'utf8'));
  expect(texts.some((text) => /console\.|process\.env/.test(text))).toBe(false);
});

test('surfaces reach the program through the one door', () => {
  const broken = violations(
    ({ from, to }) =>
      /^src\/(chat|http)\//.test(from) &&
      to.startsWith('src/') &&
      !/^src\/(command|chat|http)\/|^src\/(?:errors|finished-request)\.ts$/.test(to),
  );

  expect(broken).toEqual([]);
});

test('the machinery of commands and jobs knows no topic', () => {
  const broken = violations(
    ({ from, to }) =>
      /^src\/(command|job|outbox)\//.test(from) &&
      to.startsWith('src/') &&
      partOf(to) in topicArrows,
  );

  expect(broken).toEqual([]);
});

test('only the start files construct clients, servers and surfaces', () => {
  const makers =
    /^src\/clients\/(mam|prowlarr|qbittorrent|audiobookshelf|audible|hardcover|covers|ffmpeg|goodreads|audnexus|google-books|itunes|open-library|custom-provider|model|transcription|notify|library-events|own-hooks|own-server)\/index\.ts$|^src\/app\.ts$/;

  const broken = violations(
    ({ from, to, isType }) =>
      !isType &&
      makers.test(to) &&
      !constructors.includes(partOf(from)) &&
      !from.startsWith('src/sandbox/'),
  );

  expect(broken).toEqual([]);
});

test('the sandbox is imported by the demo alone', () => {
  const broken = violations(
    ({ from, to }) =>
      to.startsWith('src/sandbox/') && !from.startsWith('src/sandbox/') && partOf(from) !== 'demo',
  );

  expect(broken).toEqual([]);
});

test('what weighs much and is not always needed is no part of the start', () => {
  const heavy =
    /^(got|bree|discord\.js|@slack\/bolt|@fastify\/swagger|fastify-type-provider-zod|@mikro-orm\/migrations|@modelcontextprotocol\/server|socket\.io-client|nodemailer|music-metadata|@resvg\/resvg-js|prom-client)$|^src\/downloads\/follow\.ts$/;
  const first = files.filter((file) => /^(commands\/|jobs\/|src\/bot\.ts$)/.test(file));
  const loaded = new Set(first);
  for (const file of loaded) {
    const parts = imports.filter(
      ({ from, isType, isLater }) => from === file && !isType && !isLater,
    );
    for (const { to } of parts) loaded.add(to);
  }

  expect(loaded).toContain('fastify');
  expect([...loaded].filter((file) => heavy.test(file))).toEqual([]);
});

test('every folder of the source is a topic with listed arrows or a known piece of machinery', () => {
  const unknown = readdirSync(path.join(root, 'src'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .filter((name) => !(name in topicArrows) && !machinery.includes(name));

  expect(unknown).toEqual([]);
});

test('files stay small: half of them within 60 lines, hardly any beyond 200', () => {
  const sizes = files
    .map(
      (file) =>
        readFileSync(path.join(root, file), 'utf8')
          .split('\n')
          .filter((line) => line.trim() !== '').length,
    )
    .sort((a, b) => a - b);
  const tooLong = sizes.filter((size) => size > 250);

  expect(sizes[Math.floor(sizes.length / 2)]).toBeLessThanOrEqual(60);
  expect(sizes.filter((size) => size > 200).length).toBeLessThanOrEqual(3);
  expect(tooLong).toEqual([]);
});
