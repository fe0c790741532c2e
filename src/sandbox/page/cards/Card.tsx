import { makeStyles, MessageBar, MessageBarBody, tokens } from '@fluentui/react-components';
import { AdaptiveCard, ExecuteAction, OpenUrlAction, SubmitAction, type Action } from 'adaptivecards';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { inlineMarkdown } from '../parts/richText';
import './card.css';
import { HOST_CONFIG } from './hostConfig';

/** A button of a card, pressed; `data` holds the card's inputs too. */
export type Press =
  | { kind: 'execute'; verb: string; data: Record<string, unknown> }
  | { kind: 'submit'; data: Record<string, unknown> }
  | { kind: 'openUrl'; url: string }
  /** On Teams' card that offers a file. */
  | { kind: 'consent'; accept: boolean };

AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = inlineMarkdown(text);
  result.didProcess = true;
};

const useStyles = makeStyles({
  card: {
    maxWidth: '560px',
    width: '100%',
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    boxShadow: tokens.shadow2,
    overflow: 'hidden',
  },
  problem: { borderRadius: 0, borderLeft: 'none', borderRight: 'none', borderBottom: 'none' },
});

interface Props {
  content: unknown;
  /** Rejects with words to show under the card. */
  onPress: (press: Press) => Promise<void>;
}

/** An Adaptive Card that can be pressed: one press at a time, a spinner in the button, errors beneath. */
export function Card({ content, onPress }: Props) {
  const styles = useStyles();
  const place = useRef<HTMLDivElement>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  // The same card read again is the same card: what is typed into it and the focus stay.
  const json = JSON.stringify(content);

  const handleAction = useEffectEvent(async (action: Action) => {
    const press = pressOf(action);
    if (!press) return;
    if (press.kind === 'openUrl') return onPress(press);
    if (busy) return;
    setBusy(true);
    setProblem(null);
    action.renderedElement?.setAttribute('data-pressed', 'true');
    try {
      await onPress(press);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : 'Something went wrong.');
    } finally {
      action.renderedElement?.removeAttribute('data-pressed');
      setBusy(false);
    }
  });

  useEffect(() => {
    const card = new AdaptiveCard();
    card.hostConfig = HOST_CONFIG;
    card.onExecuteAction = (action) => void handleAction(action);
    card.parse(JSON.parse(json));
    const drawn = card.render();
    if (!drawn) return;
    nameRegions(drawn);
    place.current?.replaceChildren(drawn);
  }, [json]);

  return (
    <div className={styles.card} data-testid="card">
      <div ref={place} className="sandboxCard" aria-busy={busy} />
      {problem && (
        <MessageBar intent="error" layout="multiline" className={styles.problem}>
          <MessageBarBody>{problem}</MessageBarBody>
        </MessageBar>
      )}
    </div>
  );
}

function pressOf(action: Action): Press | null {
  if (action instanceof ExecuteAction) return { kind: 'execute', verb: action.verb, data: dataOf(action.data) };
  if (action instanceof SubmitAction) return { kind: 'submit', data: dataOf(action.data) };
  if (action instanceof OpenUrlAction && action.url) return { kind: 'openUrl', url: action.url };
  return null;
}

function dataOf(data: unknown): Record<string, unknown> {
  return typeof data === 'object' && data !== null ? { ...data } : {};
}

/** The renderer makes the card focusable without saying what it is. */
function nameRegions(drawn: HTMLElement): void {
  drawn.setAttribute('role', 'group');
  if (!drawn.getAttribute('aria-label')) drawn.setAttribute('aria-label', 'Card');
}
