/** What is wrong with a routing rule besides its condition. Pure. */

export const RULE_QUEUE_DELETED = 'Its queue was deleted. Choose another.';
