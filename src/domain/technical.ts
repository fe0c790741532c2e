/** Ids that bots hand over for machines, and people need not read first. Pure. */
import type { Variable } from './escalation';

/** A GUID, also as Power Platform names environments, or what Teams calls its chats and people. */
const MACHINE_VALUE = /^((\w+-)?[\da-f]{8}-([\da-f]{4}-){3}[\da-f]{12}|(19|28|29|8):\S+|a:1\S+)$/i;
const MACHINE_NAME =
  /\(schema name\)|\b(environment|tenant|conversation|session|channel|activity|trace|correlation|bot|agent)[\s_.-]?id$/i;

export const isTechnical = ({ name, value }: Variable): boolean =>
  MACHINE_NAME.test(name.trim()) || (typeof value === 'string' && MACHINE_VALUE.test(value.trim()));
