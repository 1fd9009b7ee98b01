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
  { method: 'GET', path: 'jsonLoad.php', query: { snatch_summary: /^$/ } },
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
  const entry = allowed.find((one) => one.path === call.path && one.spends === call.spends);
  if (!entry) throw new Error('refused a path outside the tracker allow-list');
  if (entry.method !== call.method) throw new Error(`${entry.path} allows only ${entry.method}`);
  const given = Object.keys(call.query);
  const listed = Object.entries(entry.query);
  const matches = listed.every(([key, pattern]) => {
    const value = call.query[key];
    return value !== undefined && pattern.test(value);
  });
  if (given.length !== listed.length || !matches) {
    const keys = listed.map(([key]) => key).join(', ') || 'no query';
    throw new Error(`${entry.path} allows exactly ${keys}`);
  }
}
