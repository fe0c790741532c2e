/** The headers a file is sent with: nothing in it may run, and nobody between keeps a copy. Pure. */
import { create } from 'content-disposition';

export interface SentFile {
  name: string;
  contentType: string;
  size: number | null;
  /** To be shown, which only raster pictures are. */
  inline: boolean;
}

export function fileHeaders({ name, contentType, size, inline }: SentFile): Record<string, string> {
  return {
    'content-type': contentType.startsWith('text/') ? `${contentType}; charset=utf-8` : contentType,
    ...(size !== null && { 'content-length': String(size) }),
    'content-disposition': create(name, { type: inline ? 'inline' : 'attachment' }),
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cache-control': 'private, no-store',
    'cross-origin-resource-policy': 'same-origin',
  };
}
