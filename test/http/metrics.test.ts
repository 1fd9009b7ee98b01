import { expect, test } from 'vitest';
import { startServing } from './serving.ts';

const figures = async () => [
  { name: 'ratio', help: 'Ratio of the account on the site', samples: [{ value: 1.85 }] },
  { name: 'points', help: 'Bonus points', samples: [] },
  {
    name: 'downloads',
    help: 'Downloads by the state they are in',
    samples: [{ labels: { state: 'a "quoted"\nstate' }, value: 3 }],
  },
];

test('figures and durations are served for a key in the form of Prometheus, what is unknown not at all', async () => {
  const { ask } = await startServing({ figures });
  await ask('/api/commands/no-such');

  const { status, text, headers } = await ask('/metrics');
  const withoutKey = await ask('/metrics', { key: null });

  expect(status).toBe(200);
  expect(headers.get('content-type')).toMatch(/^text\/plain/);
  expect(text).toContain('# HELP shelfwarden_ratio Ratio of the account on the site');
  expect(text).toContain('shelfwarden_ratio 1.85');
  expect(text).toContain('shelfwarden_downloads{state="a \\"quoted\\"\\nstate"} 3');
  expect(text).not.toContain('shelfwarden_points');
  expect(text).toMatch(/shelfwarden_http_seconds_count\{route="[^"]*",status="404"\} 1/);
  expect(withoutKey.status).toBe(401);
});
