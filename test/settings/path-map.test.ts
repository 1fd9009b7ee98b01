import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ourPath, readPathMap } from '../../src/settings/path-map.ts';

const see = (map: string, path: string) => ourPath(readPathMap(map), path);

describe('the path of the download client as this program sees it', () => {
  test.each([
    ['no pair', '', '/downloads/x', '/downloads/x'],
    ['the folder itself', '/downloads=/mnt/dl', '/downloads', '/mnt/dl'],
    ['a folder below it', '/downloads=/mnt/dl', '/downloads/a/b c', '/mnt/dl/a/b c'],
    ['only its beginning in common', '/downloads=/mnt/dl', '/downloads2/a', '/downloads2/a'],
    ['the second of several pairs', '/a=/1;/b=/2', '/b/x', '/2/x'],
    ['the longest prefix, listed last', '/d=/1; /d/books=/2', '/d/books/x', '/2/x'],
    ['the longest prefix, listed first', '/d/books=/2;/d=/1', '/d/books/x', '/2/x'],
    ['slashes at the end of the pair', '/downloads/=/mnt/dl//', '/downloads/x', '/mnt/dl/x'],
    ['a slash at the end of the path', '/downloads=/mnt/dl', '/downloads/x/', '/mnt/dl/x'],
    ['a slash at the end of the folder', '/downloads=/mnt/dl', '/downloads/', '/mnt/dl'],
    ['everything', '/=/host', '/downloads/x', '/host/downloads/x'],
    ['to the top', '/downloads=/', '/downloads', '/'],
    ['other letters in Linux', '/Downloads=/mnt/dl', '/downloads/x', '/downloads/x'],
    ['a backslash in a Linux name', '/downloads=/mnt/dl', '/downloads/a\\b', '/mnt/dl/a\\b'],
    ['Windows', 'C:\\downloads=/mnt/dl', 'C:\\downloads\\Book\\CD 1', '/mnt/dl/Book/CD 1'],
    ['Windows with slashes', 'C:\\downloads=/mnt/dl', 'c:/Downloads/Book', '/mnt/dl/Book'],
    ['Windows, slash at the end', 'C:\\downloads\\=/mnt/dl', 'C:\\downloads\\', '/mnt/dl'],
    ['a whole drive', 'D:\\=/mnt/d', 'D:\\Books\\x', '/mnt/d/Books/x'],
    ['another drive', 'D:\\=/mnt/d', 'E:\\Books', 'E:\\Books'],
    ['a Windows share', '\\\\nas\\dl=/mnt/dl', '\\\\NAS\\dl\\Book', '/mnt/dl/Book'],
    ['two drives', 'C:\\dl=/c;D:\\dl=/d', 'D:\\dl\\Book', '/d/Book'],
  ])('%s', (_name, map, path, expected) => {
    expect(see(map, path)).toBe(expected);
  });
});

test.each(['/downloads', '=/mnt', '/downloads=', '/a=/b=/c', 'downloads=/mnt', '/downloads=mnt'])(
  'refuses "%s" by name',
  (map) => {
    expect(() => readPathMap(`/fine=/mnt/fine;${map}`)).toThrow(
      `"${map}" is not <full client path>=<our full path>`,
    );
  },
);

const name = fc.stringMatching(/^[A-Za-z0-9 .-]{1,8}$/).filter((text) => text.trim() === text);

test('a mapped path stays below its target, whatever the pairs and their order', () => {
  const path = fc.array(name, { minLength: 1, maxLength: 4 });

  fc.assert(
    fc.property(path, path, fc.boolean(), (folder, below, isWindows) => {
      const [top, slash] = isWindows ? ['C:\\', '\\'] : ['/', '/'];
      const pairs = [
        `${top}${folder.join(slash)}=/to/longest`,
        `${top}${folder[0]}=${folder.length > 1 ? '/to/short' : '/to/longest'}`,
      ];

      const seen = [pairs, pairs.toReversed()].map((order) =>
        see(order.join(';'), `${top}${[...folder, ...below].join(slash)}`),
      );

      expect(seen).toEqual(Array(2).fill(`/to/longest/${below.join('/')}`));
    }),
  );
});
