export type ImageType = 'image/jpeg' | 'image/png';

const starts: readonly (readonly [ImageType, Buffer])[] = [
  ['image/jpeg', Buffer.from('ffd8ff', 'hex')],
  ['image/png', Buffer.from('89504e470d0a1a0a', 'hex')],
];

/** What a file is by its first bytes, whatever its sender calls it. */
export function imageType(bytes: Buffer): ImageType | null {
  const found = starts.find(([, start]) => bytes.subarray(0, start.length).equals(start));
  return found?.[0] ?? null;
}
