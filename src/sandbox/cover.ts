import { crc32, deflateSync } from 'node:zlib';

const side = 240;

/** A square PNG cover: a sky, hills and a sun in colours of its own for each seed. */
export function drawCover(seed: string): Buffer {
  const hue = crc32(seed) % 360;
  // Each row begins with a byte that says it is not filtered.
  const rowBytes = 1 + side * 3;
  const picture = Buffer.alloc(side * rowBytes);
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      picture.set(colourAt(x / side, y / side, hue), y * rowBytes + 1 + x * 3);
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(picture)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

function colourAt(x: number, y: number, hue: number): [number, number, number] {
  if (x < 0.03 || x > 0.97 || y < 0.03 || y > 0.97) return hsl(hue, 0.3, 0.12);
  const back = 0.62 + 0.08 * Math.sin(x * 7 + hue);
  const front = 0.76 + 0.06 * Math.sin(x * 11 + hue / 2);
  if (y > front) return hsl(hue + 25, 0.45, 0.2);
  if (y > back) return hsl(hue + 15, 0.4, 0.34);
  if (Math.hypot(x - 0.68, y - 0.36) < 0.13) return hsl(hue + 180, 0.7, 0.78);
  return hsl(hue, 0.5, 0.42 + 0.35 * y);
}

function hsl(hue: number, saturation: number, lightness: number): [number, number, number] {
  const reach = saturation * Math.min(lightness, 1 - lightness);
  const channel = (offset: number) => {
    const step = (offset + hue / 30) % 12;
    const value = lightness - reach * Math.max(-1, Math.min(step - 3, 9 - step, 1));
    return Math.round(255 * value);
  };
  return [channel(0), channel(8), channel(4)];
}
