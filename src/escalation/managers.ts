/** Which queues managers manage: kept by managers of all, of whom one always stays. */
import { AppError, badField } from '../base/errors';
import { boundChanged, boundChanges, boundMeanwhile } from '../cards/words/manager/audit/managers';
import type { Manager, ManagerChange } from '../contract/api';
import type { Identity } from '../domain/escalation';
import { requireManager } from '../domain/policy';
import { boundOf, lockBounds, type ManagerRow, managersOf, saveBound } from '../store/managers';
import type { Db, Tx } from '../store/postgres/db';
import { queueNames } from '../store/queues';
import { appendAudit } from './audit/append';
import { isNamed } from './identity';

const WHAT = 'choose what managers manage';

export class Managers {
  constructor(
    private readonly db: Db,
    private readonly options: {
      /** Object ids or sign-in names, in lower case: these manage all, whatever is kept. */
      named: readonly string[];
      now?: (() => Date) | undefined;
    },
  ) {}

  async list(who: Identity): Promise<Manager[]> {
    requireManager(who, WHAT);
    const rows = await managersOf(this.db.q, who.tenantId, this.options.named);
    return rows.map((row) => this.present(row, who));
  }

  async change(who: Identity, id: string, { queueIds, version }: ManagerChange): Promise<Manager> {
    requireManager(who, WHAT);
    const { tenantId } = who;
    const { named } = this.options;
    return this.db.transaction(async (tx) => {
      await lockBounds(tx.q, tenantId);
      // Somebody may have bounded whoever asks a moment ago. Who changes bounds is not bounded, and so one stays.
      const actor = await this.find(tx, tenantId, who.id);
      const isNamedThemselves = actor ? isNamed(named, actor) : named.includes(who.id.toLowerCase());
      if (!isNamedThemselves && (await boundOf(tx.q, tenantId, who.id))) {
        requireManager({ ...who, boundTo: [] }, WHAT);
      }
      const row = await this.find(tx, tenantId, id);
      if (!row) throw new AppError('not_found', 'There is no such manager, or they have never opened the tab.');
      if (id === who.id) throw badField('id', 'Ask another manager of the whole desk to change what you manage.');
      if (isNamed(named, row)) {
        throw badField('id', `${row.name} is named in the setting MANAGERS, and manages all queues.`);
      }
      if (version !== undefined && version !== row.version) {
        throw new AppError('changed_meanwhile', boundMeanwhile(row.changedBy, row.name));
      }
      const names = await queueNames(tx.q, tenantId);
      const wanted = queueIds && [...new Set(queueIds)];
      if (wanted?.some((queueId) => !names.has(queueId))) throw badField('queueIds', 'Choose queues of this desk.');
      const told = (ids: readonly string[] | null) =>
        ids && ids.flatMap((queueId) => names.get(queueId) ?? []).sort((a, b) => a.localeCompare(b));
      const changes = boundChanges(told(row.queueIds), told(wanted));
      if (changes.length > 0) {
        const now = this.options.now?.() ?? new Date();
        await saveBound(tx.q, { tenantId, id, queueIds: wanted, by: who.name, now });
        await appendAudit(tx.q, {
          tenantId,
          actor: who,
          subject: { kind: 'manager', id, name: row.name },
          verb: 'changed',
          summary: boundChanged(row.name, told(wanted)),
          changes,
        });
        tx.hint({ kind: 'roster', tenantId });
        tx.hint({ kind: 'me', tenantId, agentId: id });
      }
      const after = await this.find(tx, tenantId, id);
      return this.present(after ?? row, who);
    });
  }

  private async find(tx: Tx, tenantId: string, id: string): Promise<ManagerRow | undefined> {
    return (await managersOf(tx.q, tenantId, this.options.named)).find((row) => row.id === id);
  }

  private present({ id, name, upn, queueIds, version, changedAt, changedBy }: ManagerRow, who: Identity): Manager {
    const named = isNamed(this.options.named, { id, upn });
    return {
      id,
      name,
      queueIds: named ? null : queueIds,
      isNamed: named,
      version,
      changedAt: changedAt?.toISOString() ?? null,
      changedBy,
      can: { change: !named && id !== who.id },
    };
  }
}
