import { version } from '../version.ts';

export const userAgent = `Shelfwarden/${version}`;
