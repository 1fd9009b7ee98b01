import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import { options } from '../../src/config-options.ts';
import { renameFormer } from '../../src/settings/former-names.ts';

test('settings of the former program count under their new names, each with a line that tells it', () => {
  const { settings, features, warnings } = loadConfig({
    QB_HOST: 'nas.local',
    QB_PORT: '52095',
    QBITTORRENT_USERNAME: 'ada',
    QBITTORRENT_PASSWORD: 'word',
    AUDIOBOOKSHELF_URL: 'http://nas:13378',
    MAM_SESSION_ID: 'session',
    BACKUP_RETENTION_DAYS: '30',
    APP_PORT: '8081',
  });

  expect(settings).toMatchObject({
    QB_URL: 'http://nas.local:52095',
    QB_USERNAME: 'ada',
    ABS_URL: 'http://nas:13378',
    MAM_ID: 'session',
    BACKUP_KEEP: '30d 0w 0m',
    HTTP_PORT: 8081,
  });
  expect(features.downloadClient.isOn).toBe(true);
  expect(warnings).toContain('QB_HOST is now called QB_URL');
  expect(warnings).toContain('MAM_SESSION_ID is now called MAM_ID');
  expect(warnings.join('\n')).not.toMatch(/word|session$/m);
});

test('a setting under its present name wins', () => {
  const { settings, warnings } = loadConfig({ MAM_ID: 'new', MAM_SESSION_ID: 'old' });

  expect(settings.MAM_ID).toBe('new');
  expect(warnings).toEqual(['MAM_SESSION_ID is now called MAM_ID, which is set as well and wins']);
});

test('what has no successor is named with what to do instead', () => {
  const { warnings } = loadConfig({ MAM_PASSWORD: 'pass-word', ENABLED_GENRES: 'Fantasy' });

  expect(warnings).toEqual([
    "MAM_PASSWORD is not used: the site's rules allow no login by password; make a session and set MAM_ID",
    'ENABLED_GENRES is not used: TOP10_CATEGORIES names the charts that are wanted',
  ]);
});

test('a wrong value under a former name is told with both names', () => {
  expect(() => loadConfig({ APP_PORT: 'many', MAM_SESSION_ID: 'x' })).toThrow(
    expect.objectContaining({
      problems: [expect.stringMatching(/^HTTP_PORT: /), 'APP_PORT is now called HTTP_PORT'],
    }),
  );
});

test('secrets that came under a former name are known as secrets', () => {
  expect(loadConfig({ MAM_SESSION_ID: 'session-value' }).secrets).toContain('session-value');
});

test.each([
  [{ QB_HOST: 'https://nas/' }, 'https://nas'],
  [{ QB_HOST: 'http://nas:1', QB_PORT: '2' }, 'http://nas:1'],
  [{ QB_PORT: '2' }, undefined],
])('%j is the address %s', (environment, url) => {
  expect(renameFormer(environment).environment['QB_URL']).toBe(url);
});

test('no present setting is touched, and every new name is one', () => {
  const names = Object.keys(options.shape);
  const present = fc.dictionary(fc.constantFrom(...names), fc.string({ minLength: 1 }));
  const former = fc.dictionary(
    fc.constantFrom('QB_HOST', 'APP_HOST', 'MAM_MIN_SEEDS', 'REMOTE_MODE', 'QBITTORRENT_URL'),
    fc.string(),
  );

  fc.assert(
    fc.property(present, former, (own, old) => {
      const { environment } = renameFormer({ ...old, ...own });
      const visible = Object.entries(own).filter(([, value]) => value.trim() !== '');
      expect(environment).toMatchObject(Object.fromEntries(visible));
      const added = Object.keys(environment).filter((name) => !(name in own) && !(name in old));
      expect(added.filter((name) => !names.includes(name))).toEqual([]);
    }),
  );
});
