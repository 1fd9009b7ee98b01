/** Where Amazon keeps the pictures of all its markets. */
const pictureHosts = /(?:^|\.)(?:media-amazon|ssl-images-amazon|images-amazon)\.com$/;

/** Tells whether a cover may be fetched from an address: a picture host by HTTPS, or the catalogue itself. */
export function createHosts(catalogueUrl: string): (url: URL) => boolean {
  const { origin } = new URL(catalogueUrl);
  return (url) => {
    if (url.username !== '' || url.password !== '') return false;
    if (url.origin === origin) return true;
    return url.protocol === 'https:' && url.port === '' && pictureHosts.test(url.hostname);
  };
}
