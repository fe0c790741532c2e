import { useEffect, useState, type ReactNode } from 'react';
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
  MessageBarBody,
  tokens,
} from '@fluentui/react-components';
import { wordsOf } from '../desk/apiError';
import { commonWords } from '../words/common';

const useStyles = makeStyles({
  surface: { width: 'min(480px, calc(100vw - 24px))', padding: tokens.spacingHorizontalXL },
  wide: { width: 'min(680px, calc(100vw - 24px))', maxWidth: 'none' },
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
  wide?: boolean;
  onConfirm: () => void;
  onClose: () => void;
  children: ReactNode;
  testId: string;
}

/** A small question before something is done. */
export function AskDialog(props: AskDialogProps) {
  const { title, confirm, busy, isPending, error, canConfirm = true, onConfirm, onClose, children, testId } = props;
  const { dismiss = commonWords.cancel, stays = false, wide = false } = props;
  const styles = useStyles();
  // Opened without a trigger of its own, it gives the focus back to wherever it came from.
  const [opener] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      if (opener instanceof HTMLElement && opener.isConnected) return opener.focus();
      // The button went with what it did: the page's heading is the next best place.
      [...document.querySelectorAll<HTMLElement>('[data-heading]')].at(-1)?.focus();
    },
    [opener],
  );
  return (
    // It has no trigger: whatever wants to close it is Escape or a click beside it.
    <Dialog open onOpenChange={() => stays || onClose()}>
      <DialogSurface className={mergeClasses(styles.surface, wide && styles.wide)} data-testid={testId}>
        <form
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
            </DialogContent>
            <DialogActions>
              {dismiss !== null && (
                <Button type="button" onClick={onClose} data-testid="cancel">
                  {dismiss}
                </Button>
              )}
              {/* Disabled outright it would lose the focus to the page, and Escape with it. */}
              <Button
                type="submit"
                appearance="primary"
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
