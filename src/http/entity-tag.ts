import { createHash } from 'node:crypto';

/** A weak tag: the same for what says the same, whenever it was said. */
export function weakTag(content: string): string {
  return `W/"${createHash('sha256').update(content).digest('base64url')}"`;
}

/** Whether the caller says it has what this tag stands for. */
export function hasTag(ifNoneMatch: string | undefined, tag: string): boolean {
  const opaque = (text: string) => text.trim().replace(/^W\//, '');
  const known = (ifNoneMatch ?? '').split(',').map(opaque);
  return known.includes('*') || known.includes(opaque(tag));
}
