import { useEffect, useRef, useState, type ReactNode } from 'react';
import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  mergeClasses,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  shorthands,
  tokens,
} from '@fluentui/react-components';
import { wordsOf } from '../desk/apiError';
import { commonWords } from '../words/common';
import { useGivesFocusBack } from './useGivesFocusBack';

const useStyles = makeStyles({
  surface: { width: 'min(480px, calc(100vw - 24px))', padding: tokens.spacingHorizontalXL },
  wide: { width: 'min(680px, calc(100vw - 24px))', maxWidth: 'none' },
  actions: { '& button': { whiteSpace: 'nowrap' } },
  final: {
    // The first of them is too faint on a dialog in the dark.
    color: tokens.colorStatusDangerForeground3,
    ...shorthands.borderColor(tokens.colorStatusDangerBorder2),
    ':hover': {
      color: tokens.colorStatusDangerForeground3,
      backgroundColor: tokens.colorStatusDangerBackground1,
      ...shorthands.borderColor(tokens.colorStatusDangerBorder2),
    },
    ':hover:active': { color: tokens.colorStatusDangerForeground3 },
  },
  content: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    '& > *': { flexShrink: 0 },
    '& select': { width: '100%', minWidth: 0 },
  },
});

interface AskDialogProps {
  title: string;
  confirm: string;
  busy: string;
  isPending: boolean;
  error: unknown;
  canConfirm?: boolean;
  /** What the button says that does nothing; null: there is nothing to do, so no way out of it. */
  dismiss?: string | null;
  /** There is something to lose: only its buttons close it. */
  stays?: boolean;
  /** Closing it while it works breaks the work off, or does no harm; otherwise it stays until it can say what came of it. */
  breaksOff?: boolean;
  wide?: boolean;
  /** What it does cannot be undone. */
  isFinal?: boolean;
  onConfirm: () => void;
  onClose: () => void;
  children: ReactNode;
  testId: string;
}

/** A small question before something is done. */
export function AskDialog(props: AskDialogProps) {
  const { title, confirm, busy, isPending, error, canConfirm = true, onConfirm, onClose, children, testId } = props;
  const { dismiss = commonWords.cancel, stays = false, breaksOff = false, wide = false, isFinal = false } = props;
  const styles = useStyles();
  const surface = useGivesFocusBack();
  const [isTouched, setTouched] = useState(false);
  const [asksToDiscard, setAsksToDiscard] = useState(false);
  // What was entered and taken back is nothing to lose.
  const [stayed, setStayed] = useState(stays);
  if (stayed !== stays) {
    setStayed(stays);
    if (!stays) setTouched(false);
  }
  const isStuck = isPending && !breaksOff;
  // It has no trigger: whatever wants to close it is Escape or a click beside it.
  const handleOutside = () => {
    if (stays || isStuck) return;
    if (isTouched && !isPending) setAsksToDiscard(!asksToDiscard);
    else onClose();
  };
  return (
    <Dialog open onOpenChange={handleOutside}>
      <DialogSurface ref={surface} className={mergeClasses(styles.surface, wide && styles.wide)} data-testid={testId}>
        <form
          // What is wrong stands at its field, in the desk's words: the browser's own bubble speaks over it.
          noValidate
          // Of every field in it.
          onChange={() => setTouched(true)}
          onSubmit={(event) => {
            event.preventDefault();
            if (canConfirm && !isPending) onConfirm();
          }}
        >
          <DialogBody>
            <DialogTitle>{title}</DialogTitle>
            <DialogContent className={styles.content}>
              {children}
              {error !== null && error !== undefined && (
                <MessageBar intent="error" layout="multiline">
                  <MessageBarBody>{wordsOf(error)}</MessageBarBody>
                </MessageBar>
              )}
              {asksToDiscard && <DiscardBar onGoOn={() => setAsksToDiscard(false)} onDiscard={onClose} />}
            </DialogContent>
            <DialogActions className={styles.actions}>
              {dismiss !== null && (
                <Button type="button" disabledFocusable={isStuck} onClick={onClose} data-testid="cancel">
                  {dismiss}
                </Button>
              )}
              {/* Disabled outright it would lose the focus to the page, and Escape with it. */}
              <Button
                type="submit"
                appearance={isFinal ? 'outline' : 'primary'}
                className={isFinal && canConfirm && !isPending ? styles.final : undefined}
                disabledFocusable={!canConfirm || isPending}
                data-testid="confirm"
              >
                {isPending ? busy : confirm}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}

/** Escape is easily pressed: what one has entered is not thrown away by it. */
function DiscardBar({ onGoOn, onDiscard }: { onGoOn: () => void; onDiscard: () => void }) {
  const goOn = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    goOn.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <div role="alert" data-testid="discard-bar">
      <MessageBar intent="warning" layout="multiline">
        <MessageBarBody>{commonWords.notSaved}</MessageBarBody>
        <MessageBarActions>
          <Button ref={goOn} type="button" size="small" onClick={onGoOn} data-testid="go-on-editing">
            {commonWords.goOnEditing}
          </Button>
          <Button type="button" size="small" onClick={onDiscard} data-testid="discard-entered">
            {commonWords.discard}
          </Button>
        </MessageBarActions>
      </MessageBar>
    </div>
  );
}
