/** qBittorrent parts tags by commas, so a comma inside one ("Smith, John") becomes a space. */
export function joinTags(tags: readonly string[]): string {
  return tags.flatMap((tag) => tag.replaceAll(/[,\s]+/g, ' ').trim() || []).join(',');
}
