import { useState } from 'react';
import { Button, mergeClasses, Radio, RadioGroup } from '@fluentui/react-components';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { AgentFigures as Setting, AgentFiguresChange, FiguresShownTo } from '../../../src/contract/api';
import { patch } from '../../desk/api';
import { wordsOf } from '../../desk/apiError';
import { keys } from '../../desk/keys';
import { useNotice } from '../../parts/Notice';
import { useClock } from '../../parts/useClock';
import { useLocale, useYou } from '../../parts/you';
import { agentFiguresWords } from '../../words/agentFigures';
import { whenWords } from '../../words/times';
import { useSettingsStyles } from '../parts/Settings.styles';

const CHOICES = Object.keys(agentFiguresWords.shownTo) as FiguresShownTo[];

/** Who sees figures of single agents: chosen by managers of the whole desk, and there to be read by everybody. */
export function AgentFigures() {
  const styles = useSettingsStyles();
  const { me, managesAll } = useYou();
  const now = useClock();
  const locale = useLocale();
  const { shownTo, changedAt, changedBy } = me.agentFigures;
  return (
    <section aria-labelledby="settings-agent-figures" data-testid="settings-agent-figures">
      <div className={styles.head}>
        <h2 className={styles.title} id="settings-agent-figures">
          {agentFiguresWords.title}
        </h2>
      </div>
      {managesAll && (
        <>
          <p className={styles.lead}>{agentFiguresWords.lead}</p>
          {/* Changed meanwhile, it begins anew with what holds. */}
          <Choice key={changedAt} holds={shownTo} />
        </>
      )}
      {me.roles.includes('agent') && (
        <div className={mergeClasses(styles.lead, styles.below)} data-testid="figures-about-you">
          <strong>{agentFiguresWords.toYou[shownTo]}</strong> {agentFiguresWords.what} {agentFiguresWords.apart}
        </div>
      )}
      {!managesAll && !me.roles.includes('agent') && (
        <p className={styles.lead}>
          <strong>{agentFiguresWords.shownTo[shownTo]}</strong> {agentFiguresWords.means[shownTo]}
        </p>
      )}
      {changedAt !== null && changedBy !== null && (
        <div className={styles.quiet} data-testid="figures-changed">
          {agentFiguresWords.changed({ by: changedBy.name, when: whenWords(changedAt, now, locale) })}
        </div>
      )}
    </section>
  );
}

/** Saved by a press of its own, for every agent is told. */
function Choice({ holds }: { holds: FiguresShownTo }) {
  const styles = useSettingsStyles();
  const { say } = useNotice();
  const client = useQueryClient();
  const [chosen, setChosen] = useState(holds);
  const change = useMutation({
    mutationFn: (body: AgentFiguresChange) => patch<Setting>('/agent-figures', body),
    onSettled: () => client.invalidateQueries({ queryKey: keys.me() }),
  });
  const handleSave = () =>
    change.mutate(
      { shownTo: chosen },
      {
        onSuccess: () => say('success', agentFiguresWords.saved),
        onError: (error) => say('error', wordsOf(error)),
      },
    );
  return (
    <div className={styles.item}>
      <div className={styles.about}>
        <RadioGroup
          aria-labelledby="settings-agent-figures"
          value={chosen}
          onChange={(_, { value }) => setChosen(CHOICES.find((choice) => choice === value) ?? holds)}
        >
          {CHOICES.map((choice) => (
            <Radio
              key={choice}
              value={choice}
              data-testid={`shown-to-${choice}`}
              label={
                <>
                  {agentFiguresWords.shownTo[choice]}
                  <div className={styles.quiet}>{agentFiguresWords.means[choice]}</div>
                </>
              }
            />
          ))}
        </RadioGroup>
      </div>
      {chosen !== holds && (
        <div className={styles.actions}>
          <Button
            appearance="primary"
            disabledFocusable={change.isPending}
            onClick={handleSave}
            data-testid="save-agent-figures"
          >
            {change.isPending ? agentFiguresWords.saving : agentFiguresWords.save}
          </Button>
        </div>
      )}
    </div>
  );
}
