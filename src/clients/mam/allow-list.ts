export type TrackerCall = {
  method: 'GET' | 'POST';
  /** Path below the base address, without a leading slash. */
  path: string;
  query: Record<string, string>;
  /** Set by the few callers that mean to spend something for good. */
  spends?: true;
};

type Allowed = Pick<TrackerCall, 'method' | 'path' | 'spends'> & { query: Record<string, RegExp> };

/**
 * The only calls the site's published API permits us, with the exact query each must have. `fl`
 * spends a wedge for good, so no call has it by accident; a personal download hash would carry a
 * secret in the path.
 */
const allowed: Allowed[] = [
  { method: 'POST', path: 'tor/js/loadSearchJSONbasic.php', query: {} },
  { method: 'GET', path: 'tor/download.php', query: { tid: /^[1-9]\d*$/ } },
  { method: 'GET', path: 'tor/download.php', query: { tid: /^[1-9]\d*$/, fl: /^$/ }, spends: true },
  { method: 'GET', path: 'jsonLoad.php', query: { snatch_summary: /^$/, notif: /^$/ } },
  { method: 'GET', path: 'json/userBonusHistory.php', query: {} },
  // Over the API the site sells VIP only up to its ceiling, and upload from 50 GB on.
  {
    method: 'GET',
    path: 'json/bonusBuy.php/',
    query: { spendtype: /^VIP$/, duration: /^max$/, _: /^\d{13}$/ },
    spends: true,
  },
  {
    method: 'GET',
    path: 'json/bonusBuy.php/',
    query: { spendtype: /^upload$/, amount: /^(?:[5-9]\d|[1-9]\d\d)$/, _: /^\d{13}$/ },
    spends: true,
  },
];

/** Pages of the site, read only where the member has said that the site's rules allow it. */
const pages: ReadonlySet<string> = new Set([
  'rules.php',
  'faq.php',
  'f/b/18',
  'f/b/78',
  'guides/',
  'updateNotes.php',
  'api/list.php',
]);

/** Throws on any page that is not listed, and on all of them while they are not allowed. */
export function assertPageAllowed(path: string, isAllowed: boolean): void {
  if (!pages.has(path)) throw new Error('refused a page outside the tracker allow-list');
  if (!isAllowed) throw new Error('refused a page: nobody has said that the rules allow it');
}

/** Throws on any call that is not listed; never quotes it, since a path may hold a secret. */
export function assertAllowed(call: TrackerCall): void {
  const entries = allowed.filter((one) => one.path === call.path && one.spends === call.spends);
  const [first] = entries;
  if (!first) throw new Error('refused a path outside the tracker allow-list');
  if (entries.every(({ method }) => method !== call.method)) {
    throw new Error(`${first.path} allows only ${first.method}`);
  }
  if (entries.some(({ query }) => matches(call.query, query))) return;
  const queries = entries.map(({ query }) => Object.keys(query).join(', ') || 'no query');
  throw new Error(`${first.path} allows exactly ${queries.join(' or ')}`);
}

function matches(given: TrackerCall['query'], listed: Allowed['query']): boolean {
  const patterns = Object.entries(listed);
  if (Object.keys(given).length !== patterns.length) return false;
  return patterns.every(([key, pattern]) => {
    const value = given[key];
    return value !== undefined && pattern.test(value);
  });
}
