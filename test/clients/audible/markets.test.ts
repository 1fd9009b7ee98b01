import { expect, test } from 'vitest';
import { createAudible } from '../../../src/clients/audible/index.ts';
import { marketUrl } from '../../../src/clients/audible/markets.ts';
import { ConfigError } from '../../../src/errors.ts';

test.each([
  ['https://api.audible.com', 'us', 'https://api.audible.com/'],
  ['https://api.audible.com', 'de', 'https://api.audible.de/'],
  ['https://api.audible.co.uk/', 'UK', 'https://api.audible.co.uk/'],
  ['https://api.audible.de', 'jp', 'https://api.audible.co.jp/'],
  ['http://127.0.0.1:9/audible', 'de', 'http://127.0.0.1:9/audible'],
])('the address %s in the region %s becomes %s', (baseUrl, region, url) => {
  expect(marketUrl(baseUrl, region)).toBe(url);
});

test('an unknown region is a mistake of configuration', () => {
  const create = () =>
    createAudible({ baseUrl: 'https://api.audible.com', userAgent: 'tests', region: 'atlantis' });

  expect(create).toThrow(ConfigError);
  expect(create).toThrow('AUDIBLE_REGION');
});
