import { readKeep } from '../../../src/backup/keep.ts';
import { readNotifyUrls } from '../../../src/clients/notify/targets.ts';
import { retryAfter } from '../../../src/clients/http.ts';
import { readUtcTime } from '../../../src/clients/mam/text.ts';
import { options } from '../../../src/config-options.ts';
import { loadConfig } from '../../../src/config.ts';
import { endsAt, opensAt } from '../../../src/day-hours.ts';
import { ConfigError } from '../../../src/errors.ts';
import { lastSlot, nextRun, scheduleOf } from '../../../src/job/schedule.ts';
import { readRoleMap } from '../../../src/members/roles.ts';
import { readCustomList } from '../../../src/metadata/custom-list.ts';
import { quietHours } from '../../../src/settings/forms.ts';
import { ourPath, readPathMap } from '../../../src/settings/path-map.ts';
import { readPathTemplate } from '../../../src/settings/path-template.ts';
import { readQuotas } from '../../../src/settings/quotas.ts';
import { readStalledMinutes } from '../../../src/settings/stalled-minutes.ts';
import { readTop10 } from '../../../src/settings/top10.ts';
import type { Random } from '../../torrent/hostile.ts';
import { pick, whole } from '../chance.ts';
import { hold, subject } from '../subject.ts';
import { hostileText } from '../text.ts';

const names = Object.keys(options.shape);
const values = [
  [
    '5',
    '1.5',
    'true',
    'off',
    '23:00-07:00',
    'https://nas.example/x',
    'postgres://u:p@db/x',
    '/library',
  ],
  [
    'm4b,mp3',
    'Europe/Berlin',
    'owner=12,member=U1',
    '/a=/b;C:\\d=/e',
    '{author}/{title} {{narrator}}',
  ],
  [
    '41:10,47:10',
    '15,30,120',
    '7d 4w 6m',
    'ntfy+https://ntfy.sh/topic',
    'member=5/20gb/1',
    'own http://x.example 0.5 abc',
  ],
].flat();
const readers: readonly ((text: string) => unknown)[] = [
  readPathMap,
  readPathTemplate,
  readQuotas,
  readTop10,
  readStalledMinutes,
  readKeep,
  readNotifyUrls,
  readCustomList,
];
const patterns = [
  '0 2 * * 1',
  '*/5 * * * *',
  '30 3 1-7 * SUN',
  '0,30 1,13 * * *',
  '0 12 * * *',
  '0 0 29 2 *',
  '@daily',
];
const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
];
const dayMs = 86_400_000;
const moment = (random: Random) =>
  new Date(Math.floor(random() * 130 * 365) * dayMs + whole(random, dayMs));
/** Five small pieces, more often sense than not. */
const pattern = (random: Random) =>
  Array.from({ length: 5 }, () =>
    pick(random, ['*', '*/5', '0', '1,13', '1-5', '59', '31', 'L', '6#1', 'MON', '29', '1/2']),
  ).join(' ');

export const settingSubjects = [
  subject({
    name: 'settings: the environment',
    share: 0.1,
    make: (random) => {
      const chosen = Array.from({ length: 1 + whole(random, 6) }, () => [
        pick(random, names),
        hostileText(random, values, 4000),
      ]);
      return Object.fromEntries(chosen) as Record<string, string>;
    },
    mayThrow: [ConfigError],
    read: (environment) => loadConfig(environment),
  }),
  subject({
    name: 'settings: values with a form of their own',
    make: (random) => ({ read: pick(random, readers), text: hostileText(random, values, 8000) }),
    mayThrow: [Error],
    read({ read, text }) {
      readRoleMap(text);
      read(text);
    },
  }),
  subject({
    name: 'settings: path of the download client',
    make: (random) =>
      hostileText(
        random,
        ['/downloads/a/b', 'D:\\torrents\\a', '\\\\nas\\x\\y', '/downloads-old/x'],
        4000,
      ),
    read(place) {
      const map = readPathMap('/downloads=/srv;D:\\torrents=/srv/d');
      const ours = ourPath(map, place);
      hold(ours === place || /^\/srv(?:\/|$)/.test(ours), 'a path that is neither');
    },
  }),
  subject({
    name: 'time: schedule of a job',
    share: 0.02,
    make: (random) => ({
      text: random() < 0.6 ? pattern(random) : hostileText(random, patterns, 500),
      zone: pick(random, zones),
      at: moment(random),
    }),
    read({ text, zone, at }) {
      const told = scheduleOf({ name: 'vip', schedule: '0 12 * * *' }, { JOB_VIP_SCHEDULE: text });
      if ('problem' in told || told.schedule === null) return;
      const next = nextRun(told.schedule, zone, at);
      const last = lastSlot(told.schedule, zone, at);
      hold(next === null || next > at, 'a next run that is over');
      hold(last === null || last <= at, 'a last run that is to come');
    },
  }),
  subject({
    name: 'time: hours of the day',
    share: 0.1,
    make: (random) => ({
      text: hostileText(random, ['23:00-07:00', 'off', '00:00-23:59', '12:30-12:30'], 500),
      zone: pick(random, zones),
      at: moment(random),
    }),
    read({ text, zone, at }) {
      const hours = quietHours('off').safeParse(text);
      if (!hours.success) return;
      const [opens, ends] = [opensAt(hours.data, zone, at), endsAt(hours.data, zone, at)];
      hold((opens === null || opens > at) && (ends === null || ends > at), 'a time that is over');
    },
  }),
  subject({
    name: 'time: dates of other programs',
    make: (random) =>
      hostileText(
        random,
        ['2031-02-03 04:05:06', '120', 'Fri, 31 Dec 2038 23:59:59 GMT', '0000-00-00 00:00:00'],
        4000,
      ),
    read(text) {
      const headers = { 'retry-after': text };
      const retryAt = retryAfter(
        { status: 429, contentType: '', headers, body: Buffer.alloc(0) },
        new Date(0),
      );
      for (const time of [readUtcTime(text), retryAt])
        hold(!time || !Number.isNaN(time.getTime()), 'no time');
    },
  }),
];
