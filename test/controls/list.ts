import type { Control } from './control.ts';
import { foreignControls } from './list/foreign.ts';
import { httpControls } from './list/http.ts';
import { peopleControls } from './list/people.ts';

/** Everything that keeps something out or in, and that can be taken away to see whether a test notices. */
export const controls: readonly Control[] = [
  ...peopleControls,
  ...httpControls,
  ...foreignControls,
];
