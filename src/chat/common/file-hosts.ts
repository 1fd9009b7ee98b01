/**
 * Tells whether an address is one where a chat keeps its files: its hosts by HTTPS, or the host of the
 * configured API. Whoever shares a file can let it lie anywhere, also on a machine beside ours.
 */
export function fileHosts(apiUrl: string, hosts: RegExp): (address: string) => boolean {
  const own = new URL(apiUrl).hostname;
  return (address) => {
    const url = URL.parse(address);
    if (!url || url.username !== '' || url.password !== '') return false;
    if (url.hostname === own) return /^https?:$/.test(url.protocol);
    return url.protocol === 'https:' && url.port === '' && hosts.test(url.hostname);
  };
}
