const edition = /\s*[([]\s*(?:un-?)?abridged(?: edition)?\s*[)\]]\s*/gi;

/** A title without the remark that it is unabridged, which names no book. */
export function bareTitle(title: string): string {
  return title.replaceAll(edition, ' ').trim();
}
