/** `from=to;from2=to2`: how the download client's folders are called on this machine. */
export type PathMap = readonly { from: string; to: string }[];

/** Reads PATH_MAP; throws a sentence when a part is not `from=to` with two full paths. */
export function readPathMap(text: string): PathMap {
  return text
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const [from = '', to = '', ...rest] = part.split('=').map((side) => side.trim());
      if (rest.length > 0 || !isFullPath(from) || !isFullPath(to)) {
        throw new Error(`"${part}" is not <full client path>=<our full path>`);
      }
      return { from: withoutSlash(from), to: withoutSlash(to) };
    });
}

/** The client's path in our view: the longest matching folder is replaced, any other path stays. */
export function ourPath(map: PathMap, clientPath: string): string {
  const match = map
    .filter(({ from }) => isAtOrBelow(from, clientPath))
    .sort((a, b) => b.from.length - a.from.length)[0];
  if (!match) return clientPath;
  const below = clientPath.slice(match.from.length);
  const rest = isWindows(clientPath) ? below.replaceAll('\\', '/') : below;
  return withoutSlash(`${match.to}/${rest.replace(/^\/+/, '')}`) || '/';
}

function isAtOrBelow(from: string, path: string): boolean {
  const [folder, inside] = [comparable(from), comparable(path)];
  return inside === folder || inside.startsWith(`${folder}/`);
}

/** Windows tells neither the two slashes nor the cases of letters apart. */
function comparable(path: string): string {
  return isWindows(path) ? path.replaceAll('\\', '/').toLowerCase() : path;
}

/** `C:\downloads`, `C:/downloads` or `\\nas\downloads`. */
function isWindows(path: string): boolean {
  return /^(?:[a-z]:(?:[/\\]|$)|\\\\)/i.test(path);
}

function isFullPath(path: string): boolean {
  return path.startsWith('/') || isWindows(path);
}

/** Without the slashes at its end; the topmost folder is then an empty text or a bare drive. */
function withoutSlash(path: string): string {
  return path.replace(isWindows(path) ? /[/\\]+$/ : /\/+$/, '');
}
