import { MessageBar, MessageBarBody, Radio, RadioGroup } from '@fluentui/react-components';
import type {
  AddApp,
  FollowPresence,
  GraphSettings,
  GraphSettingsChange,
  GraphUseHealth,
  TellBy,
} from '../../../src/contract/api';
import { wordsOf } from '../../desk/apiError';
import { useNotice } from '../../parts/Notice';
import { Failed, LoadingRows } from '../../parts/StatePanels';
import { useAsked } from '../../parts/useAsked';
import { useClock } from '../../parts/useClock';
import { useLocale } from '../../parts/you';
import { graphWords } from '../../words/settings/graph';
import { whenWords } from '../../words/times';
import { useSettingsStyles } from '../parts/Settings.styles';
import { useChangeGraph, useGraph } from './useGraph';

/** How agents are told in Teams, and whether presence there counts; what works of it, and what to do if not. */
export function Graph() {
  const styles = useSettingsStyles();
  const { data, error, refetch } = useGraph();
  return (
    <section aria-labelledby="settings-graph" data-testid="settings-graph">
      <div className={styles.head}>
        <h2 className={styles.title} id="settings-graph">
          {graphWords.title}
        </h2>
      </div>
      <p className={styles.lead}>{graphWords.lead}</p>
      {!data && !error && <LoadingRows count={2} label={graphWords.loading} />}
      {!data && error && <Failed quiet what={graphWords.failed} error={error} onRetry={() => void refetch()} />}
      {data && <Uses settings={data} />}
    </section>
  );
}

function Uses({ settings }: { settings: GraphSettings }) {
  const styles = useSettingsStyles();
  const { say } = useNotice();
  const change = useChangeGraph();
  const [asked, ask] = useAsked<GraphSettingsChange>(change.mutateAsync);
  const shown = { ...settings, ...asked };
  const save = (next: GraphSettingsChange): void =>
    void ask(next).then(
      () => say('success', graphWords.saved),
      (error: unknown) => say('error', wordsOf(error)),
    );
  return (
    <>
      {settings.setUp !== null && (
        <MessageBar intent="warning" layout="multiline" data-testid="graph-set-up">
          <MessageBarBody>{settings.setUp}</MessageBarBody>
        </MessageBar>
      )}
      <ul className={styles.items}>
        <Use<TellBy>
          title={graphWords.tellByTitle}
          names={graphWords.tellBy}
          means={graphWords.tellByMeans}
          chosen={shown.tellBy}
          health={shown.tellBy === 'feed' ? settings.feed : null}
          onChoose={(tellBy) => save({ tellBy })}
          testId="tell-by"
        />
        <Use<FollowPresence>
          title={graphWords.followTitle}
          names={graphWords.follow}
          means={graphWords.followMeans}
          chosen={shown.followPresence}
          health={shown.followPresence === 'off' ? null : settings.presence}
          onChoose={(followPresence) => save({ followPresence })}
          testId="follow-presence"
        />
        <Use<AddApp>
          title={graphWords.addAppTitle}
          names={graphWords.addApp}
          means={graphWords.addAppMeans}
          chosen={shown.addApp}
          health={shown.addApp === 'off' ? null : settings.install}
          onChoose={(addApp) => save({ addApp })}
          testId="add-app"
        />
      </ul>
    </>
  );
}

interface UseProps<Choice extends string> {
  title: string;
  names: Record<Choice, string>;
  means: Record<Choice, string>;
  chosen: Choice;
  /** Null: Graph is not used for it. */
  health: GraphUseHealth | null;
  onChoose: (choice: Choice) => void;
  testId: string;
}

function Use<Choice extends string>({ title, names, means, chosen, health, onChoose, testId }: UseProps<Choice>) {
  const styles = useSettingsStyles();
  const choices = Object.keys(names) as Choice[];
  return (
    <li className={styles.item} data-testid={testId}>
      <div className={styles.about}>
        <h3 className={styles.name} id={`graph-${testId}`}>
          {title}
        </h3>
        <RadioGroup
          aria-labelledby={`graph-${testId}`}
          value={chosen}
          onChange={(_, { value }) => {
            const next = choices.find((choice) => choice === value);
            if (next && next !== chosen) onChoose(next);
          }}
        >
          {choices.map((choice) => (
            <Radio
              key={choice}
              value={choice}
              label={
                <>
                  {names[choice]}
                  <div className={styles.quiet}>{means[choice]}</div>
                </>
              }
            />
          ))}
        </RadioGroup>
        {health && <Health health={health} />}
      </div>
    </li>
  );
}

/** By the latest of what happened. */
function Health({ health }: { health: GraphUseHealth }) {
  const styles = useSettingsStyles();
  const now = useClock();
  const locale = useLocale();
  const { workedAt, failedAt, reason, remedy } = health;
  const fails = failedAt !== null && (workedAt === null || failedAt > workedAt);
  return (
    <div role="status" data-testid="graph-health" className={fails ? styles.bad : styles.quiet}>
      {fails ? (
        <>
          {graphWords.failedAt({ when: whenWords(failedAt, now, locale), reason: reason ?? '' })} {remedy}
        </>
      ) : workedAt === null ? (
        graphWords.untried
      ) : (
        graphWords.worked({ when: whenWords(workedAt, now, locale) })
      )}
    </div>
  );
}
