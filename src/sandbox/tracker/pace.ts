export type PaceLimits = {
  searchSpacingMs: number;
  /** .torrent files at once; the allowance refills at `downloadsPerSecond`. */
  downloadBurst: number;
  downloadsPerSecond: number;
};

/** The tracker's request limits in real time; each function tells whether the request may pass. */
export function createPace(limits: PaceLimits): { search: () => boolean; download: () => boolean } {
  let lastSearch = Number.NEGATIVE_INFINITY;
  let downloads = 0;
  let lastDownload = performance.now();
  return {
    search: () => {
      const now = performance.now();
      const spaced = now - lastSearch >= limits.searchSpacingMs;
      lastSearch = now;
      return spaced;
    },
    download: () => {
      const now = performance.now();
      const refilled = ((now - lastDownload) / 1000) * limits.downloadsPerSecond;
      downloads = Math.max(0, downloads - refilled) + 1;
      lastDownload = now;
      return downloads <= limits.downloadBurst;
    },
  };
}
