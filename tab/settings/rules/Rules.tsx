import { useEffect, useState } from 'react';
import { Button, MessageBar, MessageBarBody } from '@fluentui/react-components';
import { AddRegular, BranchForkRegular } from '@fluentui/react-icons';
import type { Rule, RuleSet } from '../../../src/contract/api';
import { ApiError, wordsOf } from '../../desk/apiError';
import { recall, remember } from '../../desk/memory';
import { useQueues } from '../../desk/useDesk';
import { StatePanel, Failed, LoadingRows } from '../../parts/StatePanels';
import { useNotice } from '../../parts/Notice';
import { useClock } from '../../parts/useClock';
import { whenWords } from '../../words/times';
import { useLocale } from '../../parts/you';
import { RulesDryRun } from './RulesDryRun';
import { RulesEditor } from './RulesEditor';
import { RulesList } from './RulesList';
import { differenceWords, mistakesByRule, put } from './rulesDraft';
import { useRulesStyles } from './Rules.styles';
import { useSettingsStyles } from '../parts/Settings.styles';
import { Behind } from '../parts/Behind';
import { useRules, useSaveRules } from './useRules';
import { settingsWords } from '../../words/settings/common';
import { rulesWords } from '../../words/settings/rules';

/** What one has changed and not saved, and the version it started from; kept when one looks at something else. */
interface Draft {
  base: RuleSet;
  rules: Rule[];
}

const KEPT_AS = 'rules';

/** Which queue an escalation goes to, by what the bot captured. */
export function Rules() {
  const styles = useSettingsStyles();
  const { data, error, refetch } = useRules();
  return (
    <section aria-labelledby="settings-rules" data-testid="settings-rules">
      {!data && (
        <h2 className={styles.title} id="settings-rules">
          {rulesWords.title}
        </h2>
      )}
      {!data && !error && <LoadingRows count={2} label={rulesWords.loading} />}
      {!data && error && <Failed quiet what={rulesWords.failed} error={error} onRetry={() => void refetch()} />}
      {data && <Editing stored={data} />}
    </section>
  );
}

function Editing({ stored }: { stored: RuleSet }) {
  const styles = useSettingsStyles();
  const own = useRulesStyles();
  const { say } = useNotice();
  const queues = useQueues().data ?? [];
  const save = useSaveRules();
  const [draft, setDraft] = useState(() => recall<Draft>(KEPT_AS));
  useEffect(() => remember(KEPT_AS, draft), [draft]);
  const [edited, setEdited] = useState<Rule | 'new' | null>(null);
  const rules = draft?.rules ?? stored.rules;
  const isBehind = draft !== null && draft.base.version !== stored.version;
  const isRefused = save.error instanceof ApiError && save.error.code === 'bad_request';
  const mistakes = mistakesByRule(isRefused && save.error instanceof ApiError ? save.error.fields : []);

  const handleChange = (next: Rule[]) => {
    save.reset();
    setDraft({ base: draft?.base ?? stored, rules: next });
  };
  const handleSave = () =>
    draft &&
    save.mutate(
      { version: draft.base.version, rules },
      {
        onSuccess: () => {
          setDraft(null);
          say('success', rulesWords.saved);
        },
      },
    );
  return (
    <>
      <div className={styles.head}>
        <h2 className={styles.title} id="settings-rules">
          {rulesWords.title}
        </h2>
        <Button icon={<AddRegular />} onClick={() => setEdited('new')} data-testid="add-rule">
          {rulesWords.editor.addTitle}
        </Button>
      </div>
      <p className={styles.lead}>{rulesWords.lead}</p>
      {rules.length === 0 ? (
        <StatePanel quiet title={rulesWords.empty} picture={<BranchForkRegular />} testId="no-rules">
          {rulesWords.emptyMeans}
        </StatePanel>
      ) : (
        <>
          <RulesList rules={rules} queues={queues} mistakes={mistakes} onChange={handleChange} onEdit={setEdited} />
          <p className={own.last}>{rulesWords.ifNoneMatches}</p>
        </>
      )}
      {isBehind && (
        <Behind
          onTheirs={() => setDraft(null)}
          onMine={() => {
            save.reset();
            setDraft({ base: stored, rules });
          }}
          testId="rules-behind"
        >
          <Theirs base={draft.base} stored={stored} />
        </Behind>
      )}
      {save.error && !isBehind && (
        <MessageBar intent="error" layout="multiline" data-testid="rules-error">
          <MessageBarBody>{wordsOf(save.error)}</MessageBarBody>
        </MessageBar>
      )}
      {(draft !== null || rules.length > 0) && (
        <RulesDryRun rules={rules}>
          {draft !== null && (
            <>
              <Button
                appearance="primary"
                disabledFocusable={save.isPending || isBehind}
                onClick={handleSave}
                data-testid="save-rules"
              >
                {save.isPending ? settingsWords.saving : rulesWords.save}
              </Button>
              <Button
                disabledFocusable={save.isPending}
                onClick={() => {
                  save.reset();
                  setDraft(null);
                }}
                data-testid="discard-rules"
              >
                {rulesWords.discard}
              </Button>
            </>
          )}
        </RulesDryRun>
      )}
      {edited && (
        <RulesEditor
          rule={edited === 'new' ? null : edited}
          queues={queues}
          onDone={(rule) => {
            handleChange(put(rules, rule));
            setEdited(null);
          }}
          onClose={() => setEdited(null)}
        />
      )}
    </>
  );
}

function Theirs({ base, stored }: { base: RuleSet; stored: RuleSet }) {
  const now = useClock();
  const locale = useLocale();
  const { changedBy, changedAt } = stored;
  const name = changedBy?.name ?? rulesWords.somebody;
  const what = differenceWords(base.rules, stored.rules);
  return (
    <>
      {changedAt
        ? rulesWords.behindWhen({ name, when: whenWords(changedAt, now, locale) })
        : rulesWords.behind({ name })}
      {what && <div>{what}</div>}
    </>
  );
}
