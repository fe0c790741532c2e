/** Small versions of pictures. Decoded outside the event loop, within bounds of pixels and time, by a fixed list of formats. */
import type Sharp from 'sharp';

/** Broad enough for every camera, and far below what would hurt: a picture that says it is larger is not decoded at all. */
const MOST_PIXELS = 50_000_000;
const THUMBNAIL_SIDE = 480;
const SECONDS = 10;
/** A decoded picture takes up to 200 MB, so they wait for each other. */
const AT_ONCE = 2;

const LOADERS = ['VipsForeignLoadPng', 'VipsForeignLoadJpeg', 'VipsForeignLoadWebp', 'VipsForeignLoadNsgif'];

let loading: Promise<typeof Sharp | null> | null = null;

/** Null on a machine the library has no binary for: pictures are then shown as files. */
function library(): Promise<typeof Sharp | null> {
  loading ??= import('sharp').then(
    ({ default: sharp }) => {
      sharp.cache(false);
      sharp.concurrency(1);
      // What a file claims to be inside decides which decoder runs; none of them reads SVG or PDF.
      sharp.block({ operation: ['VipsForeignLoad'] });
      sharp.unblock({ operation: LOADERS });
      return sharp;
    },
    () => null,
  );
  return loading;
}

export interface Picture {
  bytes: Buffer;
  contentType: 'image/png' | 'image/jpeg' | 'image/webp';
}

/** Null for what is no picture, is broken, or is too large to decode. */
export async function thumbnailOf(bytes: Buffer): Promise<Buffer | null> {
  return decoded(bytes, (image) =>
    image
      .resize(THUMBNAIL_SIDE, THUMBNAIL_SIDE, { fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 80 })
      .toBuffer(),
  );
}

export async function sizeOf(bytes: Buffer): Promise<{ width: number; height: number } | null> {
  return decoded(bytes, async (image) => {
    const { width, height } = await image.metadata();
    return { width, height };
  });
}

/** The picture within a square of this side and so many bytes; null when that cannot be done. */
export async function fitted(bytes: Buffer, side: number, mostBytes: number): Promise<Picture | null> {
  return decoded(bytes, async (image) => {
    const small = image.resize(side, side, { fit: 'inside', withoutEnlargement: true });
    // Screenshots stay sharp as PNG; photographs are too large for it.
    const png = await small.clone().png({ compressionLevel: 9 }).toBuffer();
    if (png.length <= mostBytes / 2) return { bytes: png, contentType: 'image/png' };
    for (const quality of [85, 70, 50]) {
      const jpeg = await small.clone().flatten({ background: '#ffffff' }).jpeg({ quality }).toBuffer();
      if (jpeg.length <= mostBytes) return { bytes: jpeg, contentType: 'image/jpeg' };
    }
    return null;
  });
}

let running = 0;
const waiting: (() => void)[] = [];

async function decoded<T>(bytes: Buffer, work: (image: Sharp.Sharp) => Promise<T>): Promise<T | null> {
  const sharp = await library();
  if (!sharp) return null;
  if (running >= AT_ONCE) await new Promise<void>((turn) => waiting.push(turn));
  else running += 1;
  try {
    const image = sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error', sequentialRead: true });
    // As it was held: the orientation is written beside the pixels. What else is written there, such as a place, is left out.
    return await work(image.timeout({ seconds: SECONDS }).autoOrient());
  } catch {
    return null; // nothing to show; the file itself is kept as it is
  } finally {
    // Semaphore: the place goes to whoever waits, or is free again.
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}
