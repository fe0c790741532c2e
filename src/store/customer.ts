/** Whose a conversation `c` is: one rule for what was there earlier and for everything of a customer. */
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { validate as isUuid } from 'uuid';

export interface CustomerKey {
  tenantId: string;
  customerId: string;
  /** The bot they are known by. */
  connectionId: string;
}

/** Whose an escalation `e` of it is; nobody's once its words are erased, though others of the customer may be kept. */
export const customerOf = [
  sql<string>`case when e.erased_at is null then c.customer_id else '' end`.as('customerId'),
  sql<string>`case when e.erased_at is null then c.customer_name else '' end`.as('customerName'),
] as const;

/** An id of Entra means the same person to every bot; any other is its bot's own, and another bot's “42” is somebody else. */
export const isEveryBots = (customerId: string): boolean => isUuid(customerId);

export function isOf({ tenantId, customerId, connectionId }: CustomerKey): RawBuilder<SqlBool> {
  const known = isEveryBots(customerId) ? sql`true` : sql`c.connection_id = ${connectionId}::uuid`;
  return sql<SqlBool>`(c.tenant_id = ${tenantId} and c.customer_id = ${customerId} and ${known})`;
}
