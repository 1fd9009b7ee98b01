import { readAccount } from '../../../src/clients/mam/account.ts';
import { readJson } from '../../../src/clients/mam/body.ts';
import { rotatedCookie } from '../../../src/clients/mam/rotated-cookie.ts';
import { readRow, readSearchPage } from '../../../src/clients/mam/rows.ts';
import { bonusHistory, purchaseAnswer } from '../../../src/clients/mam/schema.ts';
import { ExternalError } from '../../../src/errors.ts';
import { releaseFromRow } from '../../../src/releases/parse.ts';
import { storableJson } from '../../../src/storable.ts';
import { rawAccount, rawPage, rawRow } from '../../clients/mam/answers.ts';
import { readHostile } from '../../torrent/invariants.ts';
import { hostileTorrent } from '../../torrent/hostile.ts';
import { hostileJson, hostileJsonText } from '../json.ts';
import { hold, subject } from '../subject.ts';
import { hostileText } from '../text.ts';

const documented = {
  ...rawRow({ free: 1, vip: '1', vip_expire: 1_900_000_000 }),
  title: undefined,
  name: 'Ferry',
};
const rows = [
  rawRow(),
  rawRow({
    description: 'Read by Anna Ward. 64 kbps.<br/>Unabridged',
    isbn: 'ASIN:B0TEST0001',
    size: 5_200_300_400,
  }),
  rawRow({
    series_info: '{"8":["Orchard&nbsp;Cycle","1-3, 5.5"]}',
    author_info: '{"1":"A","2":"and 11 more"}',
  }),
  documented,
].map((row) => JSON.stringify(row));
const pages = [
  rawPage([rawRow(), documented]),
  { error: 'Nothing returned, out of 0' },
  rawPage([], { found: undefined, total_found: 12 }),
].map((page) => JSON.stringify(page));
const accounts = [
  rawAccount(),
  rawAccount({ ratio: '∞', notifs: { pms: 1, topics: 0, aboutToDropClient: 2 } }),
];
const accountTexts = accounts.map((account) => JSON.stringify(account));
const purchases = [
  { success: true, type: 'VIP', amount: 4 },
  { success: false, error: 'Only buyable under 83 days' },
  [{ timestamp: 1_900_000_000, amount: '-5,000', type: 'wedge', tid: 12, title: 'x' }],
].map((answer) => JSON.stringify(answer));
const cookies = [
  'mam_id=abc%2Bdef; expires=Fri, 01-Jan-2038 00:00:00 GMT; path=/; secure; HttpOnly',
  'mam_id=deleted; Max-Age=0',
  'uid=12; Max-Age=31536000',
];
const whole = (value: number | null) =>
  value === null || (Number.isSafeInteger(value) && value >= 0);

export const trackerSubjects = [
  subject({
    name: 'tracker: row of a search',
    make: (random) => hostileJson(random, rows),
    read(value) {
      const row = readRow(value);
      if (!row) return;
      hold(Number.isSafeInteger(row.id) && row.id > 0, 'id');
      hold(row.title !== '' && row.title.isWellFormed() && !row.title.includes('\0'), 'title');
      hold([row.sizeBytes, row.fileCount, row.seeders].every(whole), 'figures');
      const until = row.vipExpiresAt;
      hold(!(until instanceof Date) || !Number.isNaN(until.getTime()), 'end of VIP');
      storableJson(releaseFromRow(row));
    },
  }),
  subject({
    name: 'tracker: page of a search',
    make: (random) => hostileJson(random, pages),
    mayThrow: [ExternalError],
    read(value) {
      const page = readSearchPage(value, 0);
      hold(page.rows.length + page.droppedRows === page.rawRows, 'count of rows');
      hold(whole(page.found) && whole(page.start), 'place in the list');
    },
  }),
  subject({
    name: 'tracker: own account',
    make: (random) => hostileJson(random, accountTexts),
    mayThrow: [ExternalError],
    read(value) {
      const account = readAccount(value);
      hold(whole(account.uploadedBytes) && whole(account.downloadedBytes), 'bytes');
      hold(account.points === null || Number.isFinite(account.points), 'points');
      hold(!account.unsatisfied || whole(account.unsatisfied.limit), 'limit');
    },
  }),
  subject({
    name: 'tracker: body of an answer',
    make: (random) => hostileJsonText(random, [...rows, ...pages]),
    mayThrow: [ExternalError],
    read: (text) =>
      readJson({ status: 200, contentType: '', headers: {}, body: Buffer.from(text) }, () => '…'),
  }),
  subject({
    name: 'tracker: answer to a purchase',
    make: (random) => hostileJson(random, purchases),
    read(value) {
      const { data } = purchaseAnswer.safeParse(value);
      const told = typeof value === 'object' && value !== null && Object.hasOwn(value, 'success');
      hold(!data?.success || (told && Reflect.get(value, 'success') === true), 'bought');
      bonusHistory.safeParse(value);
    },
  }),
  subject({
    name: 'tracker: rotated cookie',
    make: (random) => hostileText(random, cookies),
    read(line) {
      const headers = { 'set-cookie': [line] };
      const answer = { status: 200, contentType: '', headers, body: Buffer.alloc(0) };
      const cookie = rotatedCookie(answer, 'old', new Date(0));
      hold(
        cookie === undefined || !/^(?:|deleted|old)$/i.test(cookie),
        'a cookie that ends the session',
      );
    },
  }),
  subject({ name: 'torrent file', make: hostileTorrent, read: readHostile }),
];
