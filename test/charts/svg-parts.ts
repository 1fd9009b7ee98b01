/** Every text of a picture, in the order it is drawn. */
export function textsIn(svg: string): string[] {
  return [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text = '']) => text);
}

export function pathsIn(svg: string): string[] {
  return [...svg.matchAll(/<path d="([^"]*)"/g)].map(([, path = '']) => path);
}

export function figuresIn(path: string): number[] {
  return [...path.matchAll(/-?[\d.]+/g)].map(([figure]) => Number(figure));
}
