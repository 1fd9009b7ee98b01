import { expect, test } from 'vitest';
import { resolveJobName } from '../../src/job/aliases.ts';

const known = ['account', 'full-sync', 'metadata-full', 'rules-watch', 'top10', 'vip'];

test.each([
  ['vip', 'vip'],
  [' VIP ', 'vip'],
  ['daily_vip_check', 'vip'],
  ['METADATA_FULL', 'metadata-full'],
  ['TOP10', 'top10'],
  ['top10_discovery', 'top10'],
  ['MAM', 'rules-watch'],
  ['ratio_emergency_monitoring', 'account'],
  ['full_workflow_legacy', 'full-sync'],
  ['cleanup_tasks', null],
  ['nonsense', null],
  ['constructor', null],
  ['', null],
])('"%s" means %s', (name, expected) => {
  expect(resolveJobName(name, known)).toBe(expected);
});
