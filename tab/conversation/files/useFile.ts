import { useQuery } from '@tanstack/react-query';
import { download } from '../../desk/api';
import { keys } from '../../desk/keys';
import { saveAs } from '../../desk/saveAs';

/** Where the desk keeps a file of a conversation. */
export const filePath = (escalationId: string, fileId: string): string =>
  `/escalations/${encodeURIComponent(escalationId)}/files/${encodeURIComponent(fileId)}`;

/** A picture's bytes: fetched with the token, which no `src` could carry. */
export function usePicture(path: string): { picture: Blob | null; failed: boolean } {
  const { data, isError } = useQuery({
    queryKey: keys.file(path),
    queryFn: async () => (await download(path)).content,
    staleTime: Infinity,
    gcTime: 5 * 60_000,
  });
  return { picture: data ?? null, failed: isError };
}

/** Hands a file to the browser, under its own name. */
export async function saveFile(path: string): Promise<void> {
  const { name, content } = await download(path);
  saveAs(name, content);
}
