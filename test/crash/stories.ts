import emergency from './stories/emergency.ts';
import purchase from './stories/purchase.ts';
import replacement from './stories/replacement.ts';
import shelf from './stories/shelf.ts';
import type { Story } from './story.ts';

export const stories: readonly Story[] = [shelf, purchase, replacement, emergency];
