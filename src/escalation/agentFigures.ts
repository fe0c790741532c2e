/** Who sees figures of single agents: kept by managers of the whole desk, told to every agent, asked before any answer. */
import { AppError } from '../base/errors';
import { AGENT_FIGURES, agentFiguresChange, agentFiguresChanges } from '../cards/words/manager/audit/agentFigures';
import type { AgentFigures as Setting, FiguresShownTo } from '../contract/api';
import type { Identity } from '../domain/escalation';
import { SHOWN_AT_FIRST, seesOthers, type Whose, whyNotShown } from '../domain/figures/whose';
import { requireManager } from '../domain/policy';
import { figuresRead, figuresReadAt, findAgentFigures, saveAgentFigures } from '../store/agentFigures';
import type { Db, Reader } from '../store/postgres/db';
import { appendAudit } from './audit/append';

const AT_FIRST: Setting = { shownTo: SHOWN_AT_FIRST, changedAt: null, changedBy: null };

export class AgentFigures {
  private readonly now: () => Date;

  constructor(
    private readonly db: Db,
    now?: () => Date,
  ) {
    this.now = now ?? (() => new Date());
  }

  setting(tenantId: string): Promise<Setting> {
    return settingIn(this.db.q, tenantId);
  }

  /** Throws unless these figures may be shown to whoever asks. */
  async require(who: Identity, whose: Whose): Promise<void> {
    if (whose === 'nobody') return;
    const { shownTo } = await this.setting(who.tenantId);
    const why = whyNotShown(who, shownTo, whose);
    if (why !== null) throw new AppError('forbidden', why);
  }

  async seesOthers(who: Identity): Promise<boolean> {
    return who.manager && seesOthers(who, (await this.setting(who.tenantId)).shownTo);
  }

  /** What an agent is told of it: `isNews` until they have read it. */
  async toldTo({ tenantId, id }: Pick<Identity, 'tenantId' | 'id'>): Promise<Setting & { isNews: boolean }> {
    const [setting, readAt] = await Promise.all([this.setting(tenantId), figuresReadAt(this.db.q, tenantId, id)]);
    const { changedAt, shownTo } = setting;
    // Whom nobody has ever watched, there is nothing to tell.
    const isNews =
      readAt === null ? changedAt !== null || shownTo === 'managers' : readAt.toISOString() < (changedAt ?? '');
    return { ...setting, isNews };
  }

  async read({ tenantId, id }: Pick<Identity, 'tenantId' | 'id'>): Promise<void> {
    await figuresRead(this.db.q, tenantId, id, this.now());
  }

  /** Holds at once, for everybody, and is news to every agent. */
  async change(who: Identity, shownTo: FiguresShownTo): Promise<Setting> {
    requireManager(who, 'choose who sees figures of agents');
    const { tenantId } = who;
    const by = { id: who.id, name: who.name };
    return this.db.transaction(async (tx) => {
      const before = await settingIn(tx.q, tenantId);
      const changes = agentFiguresChanges(before.shownTo, shownTo);
      if (changes.length === 0) return before;
      await saveAgentFigures(tx.q, { tenantId, shownTo, by, now: this.now() });
      await appendAudit(tx.q, {
        tenantId,
        actor: by,
        subject: { kind: 'agentFigures', id: tenantId, name: AGENT_FIGURES },
        verb: 'changed',
        summary: agentFiguresChange(shownTo),
        changes,
      });
      tx.hint({ kind: 'me', tenantId, agentId: null });
      return settingIn(tx.q, tenantId);
    });
  }
}

const settingIn = async (q: Reader, tenantId: string): Promise<Setting> =>
  (await findAgentFigures(q, tenantId)) ?? AT_FIRST;
