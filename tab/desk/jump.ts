/** Where in a chat somebody wants to be, said before it is opened and taken by its transcript. */
let wanted: { escalationId: string; seq: number } | null = null;

export function jumpTo(escalationId: string, seq: number): void {
  wanted = { escalationId, seq };
}

/** Once: back in the chat later, one is where one comes to it for. */
export function takeJump(escalationId: string): number | null {
  const seq = wanted?.escalationId === escalationId ? wanted.seq : null;
  wanted = null;
  return seq;
}
