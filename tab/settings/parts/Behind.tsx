import type { ReactNode } from 'react';
import { Button, MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components';
import { settingsWords } from '../../words/settings/common';

interface BehindProps {
  onTheirs: () => void;
  onMine: () => void;
  /** Who did what. */
  children: ReactNode;
  testId: string;
}

/** Somebody saved while one was editing: what they did, and one's own still there. */
export function Behind({ onTheirs, onMine, children, testId }: BehindProps) {
  return (
    <MessageBar intent="warning" layout="multiline" data-testid={testId}>
      <MessageBarBody>{children}</MessageBarBody>
      <MessageBarActions>
        <Button size="small" onClick={onTheirs} data-testid="take-theirs">
          {settingsWords.takeTheirs}
        </Button>
        <Button size="small" onClick={onMine} data-testid="keep-mine">
          {settingsWords.goOnWithMine}
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}
