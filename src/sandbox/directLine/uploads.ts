/** What comes to Direct Line as an upload: files, and perhaps the activity they belong to. */
import type { Request } from 'express';

export interface UploadedFile {
  name: string;
  contentType: string;
  bytes: Buffer;
}

export async function readUpload(
  req: Request,
): Promise<{ activity: Record<string, unknown>; files: UploadedFile[] } | null> {
  const body: unknown = req.body;
  if (!Buffer.isBuffer(body)) return null;
  try {
    const form = await new Response(new Uint8Array(body), {
      headers: { 'content-type': req.headers['content-type'] ?? '' },
    }).formData();
    const files: UploadedFile[] = [];
    let activity: Record<string, unknown> = { type: 'message' };
    for (const [name, part] of form.entries()) {
      if (typeof part === 'string') {
        if (name === 'activity') activity = JSON.parse(part) as Record<string, unknown>;
      } else if (part.type === 'application/vnd.microsoft.activity') {
        activity = JSON.parse(await part.text()) as Record<string, unknown>;
      } else {
        files.push({ name: part.name, contentType: part.type, bytes: Buffer.from(await part.arrayBuffer()) });
      }
    }
    return { activity, files };
  } catch {
    return null; // not what a form is made of
  }
}
