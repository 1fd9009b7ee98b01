/** A size as people write it: `348.2 MB`, `1.20 GB`. */
export function sizeText(bytes: number): string {
  const mb = bytes / 1024 ** 2;
  return mb >= 1024 ? `${(mb / 1024).toFixed(2)} GB` : `${mb.toFixed(1)} MB`;
}
