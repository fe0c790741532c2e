import { Button, mergeClasses } from '@fluentui/react-components';
import { CheckmarkCircle24Filled } from '@fluentui/react-icons/svg/checkmark-circle';
import { useGuideStyles } from './guide.styles';
import type { Path } from './progress';
import type { Walk } from './useProgress';

const FIRST: Record<Path, string> = {
  desk: 'Be a customer and ask for an agent',
  agent: 'Ask Contoso HR for a person',
};

interface Props {
  progress: Walk;
  onShow: (step: number) => void;
  onWalk: (path: Path) => void;
}

/** The guided path: three steps that tick themselves off, past the desk's own bot or past an agent in Teams. */
export function Guide({ progress, onShow, onWalk }: Props) {
  const styles = useGuideStyles();
  const steps = [
    { words: FIRST[progress.path], done: progress.asked },
    { words: 'Be an agent and claim it in the channel', done: progress.claimed },
    { words: 'Answer in the tab', done: progress.answered },
  ];
  const next = steps.findIndex((step) => !step.done);
  const now = next === -1 ? steps.length - 1 : next;
  return (
    <nav className={styles.guide} aria-label="Guided path" data-testid="guide">
      <ol className={styles.steps}>
        {steps.map((step, place) => (
          <li
            key={step.words}
            className={mergeClasses(styles.step, place === next && styles.next, place !== now && styles.notNow)}
            aria-current={place === next ? 'step' : undefined}
            data-testid={`guide-step-${place + 1}`}
            data-done={step.done}
          >
            {step.done ? (
              <CheckmarkCircle24Filled className={styles.markDone} aria-label="Done:" />
            ) : (
              <span className={mergeClasses(styles.mark, place === next && styles.markNext)} aria-hidden>
                {place + 1}
              </span>
            )}
            <span className={mergeClasses(styles.words, place === next && styles.wordsNext)}>{step.words}</span>
            {place === steps.length - 1 && next === -1 ? (
              <span className={styles.ends}>
                <Button size="small" appearance="subtle" onClick={() => onWalk('desk')}>
                  Start over
                </Button>
                {progress.path === 'desk' && (
                  <Button size="small" appearance="primary" data-testid="guide-agent" onClick={() => onWalk('agent')}>
                    Next: Contoso HR
                  </Button>
                )}
              </span>
            ) : (
              <Button
                className={styles.show}
                size="small"
                appearance={place === next ? 'primary' : 'subtle'}
                aria-label={`Show me: ${step.words}`}
                onClick={() => onShow(place + 1)}
              >
                Show me
              </Button>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
