export type CookieJar = {
  /** Takes over what the `Set-Cookie` lines of an answer set, change or delete. */
  follow(setCookie: string | string[] | undefined, now: Date): void;
  /** Value of the `Cookie` header; undefined without cookies. */
  header(): string | undefined;
  clear(): void;
};

/**
 * The cookies of one host. Names are not fixed: the session is `SID` up to qBittorrent 5.1 and
 * `QBT_SID_<port>` after, and may be renewed in any answer.
 */
export function createCookieJar(): CookieJar {
  const cookies = new Map<string, string>();
  return {
    follow(setCookie, now) {
      for (const line of [setCookie ?? []].flat()) {
        const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
        const equals = pair.indexOf('=');
        if (equals < 1) continue;
        const name = pair.slice(0, equals);
        const value = pair.slice(equals + 1);
        if (value === '' || hasEnded(attributes, now)) cookies.delete(name);
        else cookies.set(name, value);
      }
    },
    header() {
      if (cookies.size === 0) return undefined;
      return [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    },
    clear: () => cookies.clear(),
  };
}

function hasEnded(attributes: string[], now: Date): boolean {
  for (const attribute of attributes) {
    const [name = '', value = ''] = attribute.split('=');
    if (name.toLowerCase() === 'max-age') return Number(value) <= 0;
    if (name.toLowerCase() === 'expires') return new Date(value) <= now;
  }
  return false;
}
