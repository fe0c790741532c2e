/** Customers who left a message: they chose to, or came outside opening hours. They wait for an answer, and not for a person. Pure. */

/** It was left as it was opened: nobody was there. */
export const cameOutsideHours = ({
  leftMessageAt,
  openedAt,
}: {
  leftMessageAt: Date | null;
  openedAt: Date;
}): boolean => leftMessageAt?.getTime() === openedAt.getTime();
