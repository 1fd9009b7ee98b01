import { mediaInfo } from './schema.ts';

export type TrackerMediaInfo = {
  bitrateKbps: number | null;
  bitrateMode: 'CBR' | 'VBR' | null;
  durationSeconds: number | null;
  /** Named chapters; `null` also for an empty menu, which only says that no names were recorded. */
  chapterCount: number | null;
  /** The audio's own format ("AAC"), else that of the container. */
  format: string | null;
};

/** What the site measured in the files, or `null` when it measured nothing we can read. */
export function readMediaInfo(value: unknown): TrackerMediaInfo | null {
  const { success, data } = mediaInfo.safeParse(value);
  if (!success) return null;
  const { General, Audio1, menu } = data;
  const info: TrackerMediaInfo = {
    bitrateKbps: kilobits(Audio1?.BitRate ?? ''),
    bitrateMode: bitrateMode(Audio1?.BitRate_Mode ?? ''),
    durationSeconds: seconds(General?.Duration ?? ''),
    chapterCount: Object.keys(menu?.extra ?? []).length || null,
    format: Audio1?.Format || General?.Format || null,
  };
  return Object.values(info).every((one) => one === null) ? null : info;
}

function kilobits(text: string): number | null {
  const [, digits] = /^(\d{1,6}(?:\.\d+)?) ?k/i.exec(text.trim()) ?? [];
  return Number(digits ?? 0) || null;
}

function bitrateMode(text: string): 'CBR' | 'VBR' | null {
  const mode = text.trim().toUpperCase();
  return mode === 'CBR' || mode === 'VBR' ? mode : null;
}

/** "26:35:50"; two parts alone could be minutes or hours, so they count as unknown. */
function seconds(text: string): number | null {
  const parts = /^(\d{1,5}):([0-5]?\d):([0-5]?\d)$/.exec(text.trim());
  if (!parts) return null;
  return Number(parts[1]) * 3600 + Number(parts[2]) * 60 + Number(parts[3]) || null;
}
