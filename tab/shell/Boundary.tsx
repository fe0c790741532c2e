import { Component, type ReactNode } from 'react';
import { Button } from '@fluentui/react-components';
import { ArrowClockwiseRegular, ErrorCircleRegular } from '@fluentui/react-icons';
import { StatePanel } from '../parts/StatePanels';
import { shellWords } from '../words/shell';

/** Error boundary: unexpected errors, and chunks that are gone because a newer tab was installed. */
export class Boundary extends Component<{ children: ReactNode }, { broke: boolean }> {
  override state = { broke: false };

  static getDerivedStateFromError(): { broke: boolean } {
    return { broke: true };
  }

  override render(): ReactNode {
    if (!this.state.broke) return this.props.children;
    return (
      <main style={{ display: 'contents' }}>
        <StatePanel
          fill
          page
          failed
          title={shellWords.broke}
          picture={<ErrorCircleRegular />}
          testId="broke"
          actions={
            <Button appearance="primary" icon={<ArrowClockwiseRegular />} onClick={() => window.location.reload()}>
              {shellWords.reload}
            </Button>
          }
        >
          {shellWords.updated}
        </StatePanel>
      </main>
    );
  }
}
