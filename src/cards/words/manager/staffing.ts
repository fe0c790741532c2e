/** A queue that had somebody available has nobody any more. Pure. */

export function nobodyAvailableWords({ name, waiting }: { name: string; waiting: number }): {
  title: string;
  text: string;
} {
  const who = waiting === 0 ? 'No customer waits' : waiting === 1 ? '1 customer waits' : `${waiting} customers wait`;
  return {
    title: `Nobody is available in ${name}`,
    text: `${who} there now. Ask somebody to be available, or assign chats yourself in the tab.`,
  };
}
