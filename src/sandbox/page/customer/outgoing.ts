/** What a customer sends, on its way to the sandbox. */
import { type SandboxMessage, VOICE_NOTE } from '../../state/contract';
import type { Said } from '../data/api';

export interface Outgoing {
  text: string;
  files?: readonly File[];
  voice?: boolean;
}

export async function saidOf({ text, files = [], voice = false }: Outgoing): Promise<Said> {
  if (voice) return { text, voice };
  return files.length === 0 ? { text } : { text, files: await Promise.all(files.map(encoded)) };
}

async function encoded(file: File): Promise<NonNullable<Said['files']>[number]> {
  const url = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    reader.onerror = () => reject(new Error(`${file.name} cannot be read.`));
    reader.readAsDataURL(file);
  });
  const contentType = file.type.split(';')[0] || 'application/octet-stream';
  return { name: file.name, contentType, base64: url.slice(url.indexOf(',') + 1) };
}

/** A message that was refused, to be sent again: its files are fetched back from where they are shown. */
export async function outgoingOf({ text, attachments }: SandboxMessage): Promise<Outgoing> {
  if (attachments.some(({ contentType }) => contentType === VOICE_NOTE)) return { text, voice: true };
  const files = attachments.flatMap(({ contentUrl, contentType, name = 'file' }) =>
    contentUrl ? [{ contentUrl, contentType, name }] : [],
  );
  return { text, files: await Promise.all(files.map(fetched)) };
}

async function fetched({ contentUrl, contentType, name }: Record<'contentUrl' | 'contentType' | 'name', string>) {
  const response = await fetch(new URL(contentUrl).pathname);
  if (!response.ok) throw new Error(`${name} is not there any more.`);
  return new File([await response.blob()], name, { type: contentType });
}
