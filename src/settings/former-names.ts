type Environment = Readonly<Record<string, string | undefined>>;

/** Settings of the former program that have another name here. */
const renamed: Readonly<Record<string, string>> = {
  AUDIOBOOKSHELF_URL: 'ABS_URL',
  AUDIOBOOKSHELF_API_KEY: 'ABS_TOKEN',
  QBITTORRENT_URL: 'QB_URL',
  QBITTORRENT_USERNAME: 'QB_USERNAME',
  QBITTORRENT_PASSWORD: 'QB_PASSWORD',
  QBITTORRENT_SAVEPATH: 'QB_SAVE_PATH',
  MAM_SESSION_ID: 'MAM_ID',
  MAM_RATE_LIMIT_MIN: 'MAM_SEARCH_SECONDS',
  MAM_MIN_SEEDS: 'MIN_SEEDERS',
  AUDIOBOOK_PATH: 'LIBRARY_PATH',
  APP_HOST: 'HTTP_HOST',
  APP_PORT: 'HTTP_PORT',
  GAP_MAX_DOWNLOADS_PER_RUN: 'QUEUE_PER_RUN',
  GUIDES_OUTPUT_DIR: 'RULES_DIR',
  REMOTE_MODE: 'MODEL_MODE',
};

/** Settings without a successor, and what to do instead. */
const gone: Readonly<Record<string, string>> = {
  MAM_USERNAME: "the site's rules allow no login by password; make a session and set MAM_ID",
  MAM_PASSWORD: "the site's rules allow no login by password; make a session and set MAM_ID",
  QBITTORRENT_SECONDARY_URL: 'one qBittorrent is used, QB_URL; what it is missing waits for it',
  DOWNLOAD_PATH: 'qBittorrent says where its files are; PATH_MAP when it has other names for it',
  ENABLED_GENRES: 'TOP10_CATEGORIES names the charts that are wanted',
  DISABLED_GENRES: 'TOP10_CATEGORIES names the charts that are wanted',
  GOODREADS_RSS_URL: '"wishlist import" takes the address of a shelf',
  GOODREADS_EMAIL: 'Goodreads is not logged in to',
  GOODREADS_PASSWORD: 'Goodreads is not logged in to',
  ANTHROPIC_API_KEY: 'MODEL_URL, MODEL_NAME and MODEL_API_KEY name any model with that interface',
  JWT_SECRET_KEY: 'people are known by their chats, programs by API keys',
  WIREGUARD_CONFIG: 'a network is set up outside of this program',
  STEALTH_PROXIES: 'the tracker is asked under its own name, without disguise',
};

/**
 * The environment with the settings of the former program under their present names, and a warning for
 * each. A setting under its present name wins.
 */
export function renameFormer(environment: Environment): {
  environment: Environment;
  warnings: string[];
} {
  const known: Record<string, string | undefined> = { ...environment };
  const warnings: string[] = [];
  const translate = (former: string, name: string, value: string) => {
    const isSet = Boolean(known[name]?.trim() || known[`${name}_FILE`]?.trim());
    if (!isSet) known[name] = value;
    warnings.push(
      `${former} is now called ${name}${isSet ? ', which is set as well and wins' : ''}`,
    );
  };
  for (const [former, name] of Object.entries(renamed)) {
    const value = environment[former]?.trim();
    if (value) translate(former, name, value);
  }
  const client = clientAddress(environment);
  if (client) translate('QB_HOST', 'QB_URL', client);
  const days = environment['BACKUP_RETENTION_DAYS']?.trim();
  if (days) translate('BACKUP_RETENTION_DAYS', 'BACKUP_KEEP', `${days}d 0w 0m`);
  for (const [former, instead] of Object.entries(gone)) {
    if (environment[former]?.trim()) warnings.push(`${former} is not used: ${instead}`);
  }
  return { environment: known, warnings };
}

/** Host and port were two settings. */
function clientAddress({ QB_HOST, QB_PORT }: Environment): string | null {
  const host = QB_HOST?.trim().replace(/\/+$/, '');
  if (!host) return null;
  const address = /^https?:\/\//i.test(host) ? host : `http://${host}`;
  const port = QB_PORT?.trim();
  return port && !/:\d+$/.test(address) ? `${address}:${port}` : address;
}
