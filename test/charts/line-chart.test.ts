import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lineChartSvg } from '../../src/charts/line-chart.ts';
import type { ChartPoint, LineChart } from '../../src/command/reply.ts';
import { figuresIn, pathsIn, textsIn } from './svg-parts.ts';

const start = Date.parse('2026-10-30T12:00:00Z');
const dayMs = 86_400_000;

function points(...values: (number | null)[]): ChartPoint[] {
  return values.map((value, day) => ({ at: new Date(start + day * dayMs), value }));
}

function draw(chart: Partial<LineChart>): string {
  const whole: LineChart = { kind: 'chart', title: 'Ratio', unit: '', points: [], ...chart };
  return lineChartSvg(whole, 'UTC') ?? '';
}

/** Places of the drawn line, one list for each unbroken piece. */
function lines(svg: string): number[][] {
  return pathsIn(svg)
    .filter((path) => !path.includes('Z'))
    .map(figuresIn);
}

test('has its title, the last figure with its unit, round figures at the side and days below', () => {
  const svg = draw({
    title: 'Points, 4 days',
    unit: 'points',
    points: points(9000, 12_500, 15_000, 18_000, 21_400.9),
  });

  expect(textsIn(svg)).toEqual([
    'Points, 4 days',
    '21,400 points',
    '5k',
    '10k',
    '15k',
    '20k',
    '25k',
    '30 Oct',
    '31 Oct',
    '2 Nov',
    '3 Nov',
  ]);
});

test('has one place for each point, from the left edge to the right one, higher figures higher up', () => {
  const [line = []] = lines(draw({ points: points(1, 2, 1.5, 3) }));

  const across = line.filter((_, index) => index % 2 === 0);
  const down = line.filter((_, index) => index % 2 === 1);
  expect(across).toHaveLength(4);
  expect(across).toEqual(across.toSorted((one, other) => one - other));
  expect(across.at(-1)).toBe(764);
  expect(down.map((y) => down.toSorted((one, other) => other - one).indexOf(y))).toEqual([
    0, 2, 1, 3,
  ]);
});

describe('what is not known', () => {
  test('is a gap in the line, on a ground of its own', () => {
    const gap = draw({ points: points(1, 2, null, null, 2, 1) });
    const whole = draw({ points: points(1, 2, 2, 2, 2, 1) });

    expect(lines(gap).map((line) => line.length)).toEqual([4, 4]);
    expect(lines(whole).map((line) => line.length)).toEqual([12]);
    expect(gap.split('<rect').length - whole.split('<rect').length).toBe(1);
    expect(textsIn(gap)).toContain('unknown');
  });

  test('at the end makes the present unknown, not the last figure', () => {
    expect(textsIn(draw({ points: points(1.85, 1.85, null) }))[1]).toBe('unknown');
  });

  test('is what is no number, too', () => {
    const svg = draw({ points: points(1, Number.NaN, Infinity, 2) });

    expect(svg).not.toMatch(/NaN|Infinity/);
    expect(lines(svg)).toEqual([]);
    expect(svg.split('<circle')).toHaveLength(4);
  });

  test.each<[string, ChartPoint[]]>([
    ['no points', []],
    ['none that is known', points(null, null)],
  ])('with %s is not drawn at all', (_, none) => {
    expect(draw({ points: none })).toBe('');
  });
});

test('a single figure stands at the right edge', () => {
  const svg = draw({ points: points(1.85) });

  expect(svg).toMatch(/<circle cx="764"/);
  expect(textsIn(svg)[1]).toBe('1.85');
});

test('levels are drawn with their names, inside the picture, and side by side when they are close', () => {
  const levels = [
    { label: 'warning', value: 1.2, tone: 'warning' as const },
    { label: 'floor', value: 1, tone: 'danger' as const },
  ];
  const far = draw({ points: points(1.1, 1.5), lines: levels });
  const close = draw({ points: points(30, 27), lines: levels });

  const placesOf = (svg: string) =>
    [...svg.matchAll(/<text x="([\d.]+)"[^>]*>(floor 1.00|warning 1.20)/g)].map(([, x]) =>
      Number(x),
    );
  const [farFloor, farWarning] = placesOf(far);
  const [closeFloor = 0, closeWarning = 0] = placesOf(close);
  expect(farFloor).toBe(farWarning);
  expect(closeWarning - closeFloor).toBeGreaterThan(100);
});

test('a moment to come makes the picture longer, and its name stays inside', () => {
  const marks = [{ label: 'VIP ends', at: new Date(start + 10 * dayMs) }];
  const svg = draw({ points: points(1, 2, 3), marks });
  const [line = []] = lines(svg);

  expect(line.at(-2)).toBeLessThan(300);
  expect(svg).toMatch(/text-anchor="end"[^>]*>VIP ends/);
  expect(textsIn(svg).slice(-5)).toContain('9 Nov');
});

test.each([
  [6, ['12:00', '14:00', '16:00', '18:00']],
  [48, ['Fri 12:00', 'Sat 12:00', 'Sun 12:00']],
  [30 * 24, ['30 Oct', '9 Nov', '19 Nov', '29 Nov']],
  [360 * 24, ['Oct 2026', 'Feb 2027', 'Jun 2027', 'Oct 2027']],
])('%s hours are named %j', (hours, names) => {
  const two = [start, start + hours * 3_600_000].map((at) => ({ at: new Date(at), value: 1 }));

  expect(textsIn(draw({ points: two })).slice(-names.length)).toEqual(names);
});

test('times are those of the zone', () => {
  const chart: LineChart = {
    kind: 'chart',
    title: '',
    unit: '',
    points: [start, start + 3_600_000].map((at) => ({ at: new Date(at), value: 1 })),
  };

  expect(textsIn(lineChartSvg(chart, 'Asia/Tokyo') ?? '')).toContain('21:00');
});

test('letters of any kind in the names are text and break nothing', () => {
  const svg = draw({ title: '<b>&"\u0000\ud800 \uffff', points: points(1, 2) });

  expect(svg).toContain('>&lt;b&gt;&amp;&quot;\ufffd </text>');
});

test('any figures give a picture with all its places inside', () => {
  const value = fc.option(
    fc.oneof(fc.double({ min: -1e12, max: 1e12, noNaN: true }), fc.constant(0), fc.constant(1.85)),
  );
  const level = fc.record({
    label: fc.string(),
    value: fc.double({ min: 0, max: 1e6, noNaN: true }),
    tone: fc.constantFrom('info', 'ok', 'warning', 'danger'),
  });

  fc.assert(
    fc.property(
      fc.array(value, { maxLength: 60 }),
      fc.array(level, { maxLength: 3 }),
      (all, levels) => {
        const svg = draw({ title: 'any', points: points(...all), lines: levels });
        const isKnown = all.some((one) => one !== null);
        expect(svg !== '').toBe(isKnown);
        expect(svg).not.toMatch(/NaN|Infinity|undefined/);
        for (const path of pathsIn(svg)) {
          for (const figure of figuresIn(path)) {
            expect(figure).toBeGreaterThanOrEqual(0);
            expect(figure).toBeLessThanOrEqual(800);
          }
        }
      },
    ),
  );
});
