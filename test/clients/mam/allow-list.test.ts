import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assertAllowed, type TrackerCall } from '../../../src/clients/mam/allow-list.ts';
import { createTransport, type TrackerRequest } from '../../../src/clients/mam/transport.ts';
import { createMemorySession } from '../../support/tracker-session.ts';
import { startServer } from './tracker-server.ts';

const search = { method: 'POST', path: 'tor/js/loadSearchJSONbasic.php', query: {} } as const;
const download = { method: 'GET', path: 'tor/download.php', query: { tid: '70012' } } as const;
const byWedge = { ...download, query: { tid: '70012', fl: '' }, spends: true } as const;
const account = {
  method: 'GET',
  path: 'jsonLoad.php',
  query: { snatch_summary: '', notif: '' },
} as const;
const history = { method: 'GET', path: 'json/userBonusHistory.php', query: {} } as const;
const store = { method: 'GET', path: 'json/bonusBuy.php/', spends: true } as const;
const time = { _: '1900000000000' };
const vip = { ...store, query: { spendtype: 'VIP', duration: 'max', ...time } } as const;
const upload = { ...store, query: { spendtype: 'upload', amount: '50', ...time } } as const;

const refused: Record<string, TrackerCall> = {
  'spending a wedge by accident': { ...download, query: { tid: '70012', fl: '' } },
  'spending a wedge inside the id': { ...download, query: { tid: '70012&fl' } },
  'a wedge on two torrents': { ...byWedge, query: { tid: '70012,70013', fl: '' } },
  'spending without saying what': { ...download, spends: true },
  'spending on something else': { ...account, spends: true },
  'a download without an id': { ...download, query: {} },
  'a download by personal hash': { ...download, path: 'tor/download.php/Zm9vYmFy', query: {} },
  'a search by GET': { ...search, method: 'GET' },
  'a search with a query': { ...search, query: { dlLink: 'true' } },
  'a query inside the path': { ...search, path: `${search.path}?dlLink=true` },
  'another member': { ...account, query: { id: '1' } },
  'another member beside the own flags': { ...account, query: { ...account.query, id: '1' } },
  'a purchase by accident': { method: 'GET', path: vip.path, query: vip.query },
  'four weeks of VIP': { ...vip, query: { ...vip.query, duration: '4' } },
  'VIP for somebody else': { ...vip, query: { ...vip.query, giftTo: '7' } },
  'less upload than the site sells programs': {
    ...upload,
    query: { ...upload.query, amount: '49' },
  },
  'all points for upload': { ...upload, query: { ...upload.query, amount: 'Max Affordable ' } },
  'a wedge for points': { ...store, query: { spendtype: 'wedges', source: 'points', ...time } },
  'a gift': { ...store, query: { spendtype: 'gift', amount: '5', giftTo: '7', ...time } },
  "somebody else's history": { ...history, query: { other_userid: '7' } },
  'a page of the site': { method: 'GET', path: 'rules.php', query: {} },
  'a way round through dots': { ...account, path: 'tor/../jsonLoad.php' },
  'a leading slash': { ...account, path: '/jsonLoad.php' },
  'another host': { ...account, path: 'https://elsewhere.example/jsonLoad.php' },
  'another host without scheme': { ...account, path: '//elsewhere.example/jsonLoad.php' },
};

function isAllowed(call: TrackerCall): boolean {
  try {
    assertAllowed(call);
    return true;
  } catch {
    return false;
  }
}

describe('assertAllowed', () => {
  test.each([search, download, byWedge, account, history, vip, upload])(
    'allows $method $path',
    (call) => {
      expect(() => assertAllowed(call)).not.toThrow();
    },
  );

  test.each(Object.entries(refused))('refuses %s', (_name, call) => {
    expect(() => assertAllowed(call)).toThrow(/allow/);
  });

  test('lets nothing through but these calls, and the wedge only to who means it', () => {
    const permitted = new RegExp(
      '^(POST tor/js/loadSearchJSONbasic\\.php\\?|GET tor/download\\.php\\?tid=[1-9]\\d*' +
        '|GET jsonLoad\\.php\\?(snatch_summary=&notif=|notif=&snatch_summary=)' +
        '|spends GET tor/download\\.php\\?(tid=[1-9]\\d*&fl=|fl=&tid=[1-9]\\d*))$',
    );
    const path = fc.oneof(
      fc.constantFrom(search.path, download.path, account.path),
      fc
        .constantFrom(search.path, download.path, account.path)
        .chain((one) =>
          fc.tuple(fc.string(), fc.string()).map(([before, after]) => before + one + after),
        ),
      fc.webPath(),
    );
    const key = fc.oneof(
      fc.constantFrom('tid', 'snatch_summary', 'notif', 'fl', 'id'),
      fc.string(),
    );
    const value = fc.oneof(fc.nat().map(String), fc.constant(''), fc.string());
    const call = fc.record({
      method: fc.constantFrom('GET' as const, 'POST' as const),
      path,
      query: fc.dictionary(key, value, { maxKeys: 2, noNullPrototype: true }),
    });
    const meant = fc.option(fc.constant(true as const), { nil: undefined });

    fc.assert(
      fc.property(call, meant, (one, spends) => {
        const query = new URLSearchParams(one.query).toString();
        const line = `${spends ? 'spends ' : ''}${one.method} ${one.path}?${query}`;
        expect(isAllowed({ ...one, ...(spends ? { spends } : {}) })).toBe(permitted.test(line));
      }),
    );
  });
});

test.each(Object.entries(refused))('%s reaches neither server nor session', async (_name, call) => {
  const server = await startServer(() => ({ body: '{}' }));
  const session = createMemorySession('first-cookie');
  const transport = createTransport({ baseUrl: server.url, userAgent: 'warden-test/1', session });
  const request: TrackerRequest = { ...call, kind: 'account' };

  await expect(transport(request, () => null)).rejects.toThrow(/allow/);

  expect(server.received).toEqual([]);
  expect(session.kinds).toEqual([]);
});
