import { type PlaceOptions, placeBook } from '../../src/importing/place.ts';
import { signalAtStep } from './stepping.ts';

/** Places a book in a process that kills itself: at a step, or `late`, in the middle of it. */
const [json = '', step = '', late = ''] = process.argv.slice(2);
const options = JSON.parse(json) as Omit<PlaceOptions, 'owns' | 'signal'>;
const die = (): boolean => process.kill(process.pid, 'SIGKILL');
const act = (): unknown => (late === 'late' ? setImmediate(die) : die());

await placeBook({
  ...options,
  owns: () => false,
  signal: signalAtStep(Number(step), act),
});
die();
