/** Pictures and documents. */
import { plural } from './language';

export const fileWords = {
  file: 'File',
  picture: 'Picture',
  fetching: 'Still being fetched…',
  unavailable: 'This file could not be fetched.',
  download: 'Download',
  downloadNamed: ({ name }: { name: string }) => `Download ${name}`,
  close: 'Close',
  openPicture: ({ name }: { name: string }) => `Open the picture ${name}`,
  pictureFailed: ({ name }: { name: string }) => `${name} did not load`,
  largeFailed: 'It did not load.',

  /** The size is a number in the reader's own digits. */
  kilobytes: ({ size }: { size: string }) => `${size} KB`,
  megabytes: ({ size }: { size: string }) => `${size} MB`,
  gigabytes: ({ size }: { size: string }) => `${size} GB`,
  tooMany: ({ most }: { most: number }) =>
    plural(most, {
      one: `A message takes ${most} file. Send it first.`,
      other: `A message takes ${most} files. Send these first.`,
    }),
  empty: ({ name }: { name: string }) => `“${name}” is empty.`,
  tooLarge: ({ name, size, most }: { name: string; size: string; most: string }) =>
    `“${name}” has ${size}; at most ${most} can be sent.`,
};
