import { Component, type ReactNode } from 'react';
import { Button } from '@fluentui/react-components';
import { ArrowClockwiseRegular, ErrorCircleRegular } from '@fluentui/react-icons';
import { StatePanel } from '../parts/StatePanels';

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
          title="This did not work"
          picture={<ErrorCircleRegular />}
          testId="broke"
          actions={
            <Button appearance="primary" icon={<ArrowClockwiseRegular />} onClick={() => window.location.reload()}>
              Reload
            </Button>
          }
        >
          The desk may have been updated meanwhile. Reload to go on; what you were writing is kept.
        </StatePanel>
      </main>
    );
  }
}
