/** As much of PNG as icons need: their size, and the pixels of a 32-bit one. Pure. */
import { inflateSync } from 'node:zlib';

export interface Png {
  width: number;
  height: number;
  /** 8 bits a channel, red, green, blue and alpha, not interlaced. */
  plainRgba: boolean;
  data: Buffer;
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Null when it is none. */
export function readPng(file: Uint8Array): Png | null {
  const bytes = Buffer.from(file);
  if (bytes.length < 33 || !bytes.subarray(0, 8).equals(SIGNATURE)) return null;
  const [depth, color, , , interlace] = bytes.subarray(24, 29);
  const parts: Buffer[] = [];
  for (let at = 8; at + 12 <= bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    if (bytes.toString('latin1', at + 4, at + 8) !== 'IDAT') continue;
    parts.push(bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at)));
  }
  return {
    width: bytes.readUInt32BE(16),
    height: bytes.readUInt32BE(20),
    plainRgba: depth === 8 && color === 6 && interlace === 0,
    data: Buffer.concat(parts),
  };
}

export type Pixel = [red: number, green: number, blue: number, alpha: number];

/** Undoes the row filters of PNG; null when there is no alpha channel to read. */
export function pixelsOf({ width, height, plainRgba, data }: Png): Pixel[] | null {
  if (!plainRgba) return null;
  const raw = inflateSync(data);
  const stride = width * 4;
  const out = Buffer.alloc(stride * height);
  const at = (x: number, y: number): number => (x < 0 || y < 0 ? 0 : (out[y * stride + x] ?? 0));
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)] ?? 0;
    for (let x = 0; x < stride; x++) {
      const predicted = predict(filter, at(x - 4, y), at(x, y - 1), at(x < 4 ? -1 : x - 4, y - 1));
      out[y * stride + x] = (raw[y * (stride + 1) + 1 + x] ?? 0) + predicted;
    }
  }
  return Array.from({ length: width * height }, (_, i) => [...out.subarray(i * 4, i * 4 + 4)] as Pixel);
}

function predict(filter: number, left: number, up: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  if (filter !== 4) return 0;
  const guess = left + up - corner;
  const [byLeft, byUp, byCorner] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  if (byLeft <= byUp && byLeft <= byCorner) return left;
  return byUp <= byCorner ? up : corner;
}
