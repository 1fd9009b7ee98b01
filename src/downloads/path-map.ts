/** `from=to;from2=to2`: how the download client's folders are called on this machine. */
export type PathMap = readonly { from: string; to: string }[];

/** Reads PATH_MAP; throws a sentence when a part is not `from=to`. */
export function readPathMap(text: string | undefined): PathMap {
  return (text ?? '')
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const [from, to, ...rest] = part.split('=').map((side) => side.trim());
      if (!from || !to || rest.length > 0)
        throw new Error(`"${part}" is not <client path>=<our path>`);
      return { from: withoutSlash(from), to: withoutSlash(to) };
    });
}

/** The client's path in our view: the longest matching folder is replaced, any other path stays. */
export function ourPath(map: PathMap, clientPath: string): string {
  const match = map
    .filter(({ from }) => clientPath === from || clientPath.startsWith(`${from}/`))
    .sort((a, b) => b.from.length - a.from.length)[0];
  return match ? match.to + clientPath.slice(match.from.length) : clientPath;
}

function withoutSlash(path: string): string {
  return path.length > 1 ? path.replace(/\/+$/, '') : path;
}
