/** The lists of an agent's day. */
export const MINE = { status: 'claimed', assignee: 'me', order: 'unanswered' } as const;
export const WAITING = { status: 'waiting', order: 'longest' } as const;
export const OFFERED = { status: 'waiting', offered: 'me', order: 'longest' } as const;
export const HELPED = { status: 'waiting,claimed', colleague: 'me', order: 'newest' } as const;
