import { isExplanation } from '../labels.ts';
import { foldSeries } from '../text.ts';
import type { Side } from './sides.ts';
import { maySayTitle } from './subtitles.ts';

/** "Ember: Season Two" beside "Salt: Season Two"; "Ember Beyond: The Return" beside "Ember: The Return". */
export function nameOtherSeries(want: Side, got: Side): boolean {
  if (want.shape.names.length === 0 || got.shape.names.length === 0) return false;
  const [names, others] = [want, got].map(({ shape, work }) => {
    const listed = work.series.map(({ name }) => foldSeries(name));
    return shape.names.length > 0 ? [...shape.names, ...listed] : [];
  }) as [string[], string[]];
  if (names.some((name) => others.includes(name))) return false;
  const areListed = [want, got].every(({ work }) => work.series.length > 0);
  const isSpinOff = names.some((name) =>
    others.some((other) => other.startsWith(`${name} `) || name.startsWith(`${other} `)),
  );
  return (areListed && isSpinOff) || (names.length > 0 && others.length > 0 && want.shape.isPiece);
}

/** "Ember: An Oral History of the War" for the first book of Ember, which is called Ember. */
export function isFirstExplained(bare: Side, long: Side): boolean {
  const { listed, stated } = bare.places;
  const isFirst =
    listed.length > 0 && [...listed, ...stated].every(({ position }) => position.from === 1);
  const isBare = bare.shape.parts.length === 0 && bare.shape.seriesVolume === null;
  const isUncounted = long.places.listed.length + long.places.stated.length === 0;
  const subtitles = long.shape.parts;
  return (
    isFirst &&
    isBare &&
    isUncounted &&
    subtitles.length > 0 &&
    subtitles.every(
      ({ text, from }) =>
        from === 'title' && /^an? /.test(text) && isExplanation(text) && !maySayTitle(text),
    )
  );
}
