/** Where alerts go beside the chats; a kind is there once at most, so its name says which one is meant. */
export type NotifyTarget = { name: NotifyName; url: URL };

const notifyNames = ['ntfy', 'gotify', 'webhook', 'smtp'] as const;
export type NotifyName = (typeof notifyNames)[number];

const forms: Readonly<Record<NotifyName, (url: URL) => string | null>> = {
  ntfy: ({ pathname }) =>
    /^\/(?:.+\/)?[\w-]{1,64}$/.test(pathname)
      ? null
      : 'names no topic: ntfy+https://ntfy.sh/my-topic',
  gotify: ({ searchParams }) =>
    searchParams.get('token') ? null : 'has no token: gotify+https://push.example/?token=A1b2',
  webhook: () => null,
  smtp: ({ searchParams }) =>
    searchParams.get('from') && searchParams.get('to')
      ? null
      : 'needs from and to: smtp+smtps://user:password@mail.example/?from=bot@mail.example&to=me@mail.example',
};

const protocols: Readonly<Record<NotifyName, RegExp>> = {
  ntfy: /^https?:$/,
  gotify: /^https?:$/,
  webhook: /^https?:$/,
  smtp: /^smtps?:$/,
};

/** Reads `ntfy+https://ntfy.sh/my-topic gotify+https://push.example/?token=A1b2`; throws a sentence that quotes no secret. */
export function readNotifyUrls(text: string): NotifyTarget[] {
  const targets = text.split(/[\s,]+/).flatMap((entry) => (entry === '' ? [] : readOne(entry)));
  const twice = targets.find(
    ({ name }, index) => targets.findIndex((one) => one.name === name) < index,
  );
  if (twice) throw new Error(`names ${twice.name} twice`);
  return targets;
}

function readOne(entry: string): NotifyTarget {
  const [kind = '', address] = entry.split(/\+(.*)/s);
  const name = notifyNames.find((one) => one === kind);
  const url = address ? URL.parse(address) : null;
  if (!name || !url || !protocols[name].test(url.protocol)) {
    throw new Error(
      'an entry does not begin with ntfy+https://, gotify+https://, webhook+https:// or smtp+smtps://',
    );
  }
  const problem = forms[name](url);
  if (problem) throw new Error(`${name} ${problem}`);
  return { name, url };
}
