/** A category of the tracker, and how many places of its chart are wanted. */
export type ChartSetting = { categoryId: number; places: number };

const form = /^([1-9]\d{0,5}):([1-9]\d?|100)$/;

/** Reads TOP10_CATEGORIES; throws a sentence when a part is not `number:places` with 1 to 100 places. */
export function readTop10(text: string): ChartSetting[] {
  const parts = text.split(',').map((part) => part.trim());
  const charts = parts.filter((part) => part !== '').map(readChart);
  const ids = charts.map(({ categoryId }) => categoryId);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) throw new Error(`category ${twice} is named twice`);
  return charts;
}

function readChart(part: string): ChartSetting {
  const [, category, places] = form.exec(part) ?? [];
  if (category === undefined) {
    throw new Error(`"${part}" is not <number of a category>:<places, 1 to 100>`);
  }
  return { categoryId: Number(category), places: Number(places) };
}
