import { expect, test } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import { policyOf } from '../../src/settings/policy.ts';
import { usedChannels } from '../../src/setup/look-at-chats.ts';

const both = ['discord', 'slack'];

function used(chat: 'discord' | 'slack', environment: Record<string, string>) {
  const policy = policyOf(loadConfig(environment).settings);
  return usedChannels(chat, chat === 'discord' ? '111111' : 'C0MAIN', policy, both);
}

test('without routes everything happens in the main channel', () => {
  expect(used('discord', {})).toEqual([
    { id: '111111', isMain: true, hasThreads: true, hasPin: true },
  ]);
});

test('cards and board ask for threads and pins where they are shown, other routes for neither', () => {
  const ALERT_CHANNELS =
    'proposal=discord:222222,board=discord:333333,critical=discord:444444,imported=slack:C0OTHER';

  expect(used('discord', { ALERT_CHANNELS })).toEqual([
    { id: '111111', isMain: true, hasThreads: false, hasPin: false },
    { id: '222222', isMain: false, hasThreads: true, hasPin: false },
    { id: '333333', isMain: false, hasThreads: false, hasPin: true },
    { id: '444444', isMain: false, hasThreads: false, hasPin: false },
  ]);
  expect(used('slack', { ALERT_CHANNELS }).map(({ id }) => id)).toEqual(['C0MAIN', 'C0OTHER']);
});

test('what is switched off needs nothing', () => {
  const off = { DOWNLOAD_THREADS: 'off', STATUS_BOARD: 'off' };

  expect(used('slack', off)).toEqual([
    { id: 'C0MAIN', isMain: true, hasThreads: false, hasPin: false },
  ]);
});
