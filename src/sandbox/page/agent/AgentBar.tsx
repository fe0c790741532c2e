import { Button, CounterBadge, useRestoreFocusTarget } from '@fluentui/react-components';
import { Settings20Regular } from '@fluentui/react-icons/svg/settings';
import { lazy, Suspense, useState } from 'react';
import type { SandboxPerson } from '../../state/contract';
import { useAgentStyles } from './agent.styles';
import { troublesOn, WAYS } from './troubles';
import { useAgent } from './useAgent';

const AgentDrawer = lazy(() => import('./AgentDrawer'));

/** How Contoso HR hands over at the moment, and the way to set it otherwise. */
export function AgentBar({ person }: { person: SandboxPerson }) {
  const styles = useAgentStyles();
  const [open, setOpen] = useState(false);
  const restoreFocus = useRestoreFocusTarget();
  const { agent, change } = useAgent();
  const settings = agent.data?.settings;
  const on = settings ? troublesOn(settings) : 0;
  return (
    <div className={styles.bar}>
      <span className={styles.words} data-testid="agent-way">
        {settings ? WAYS[settings.way].now : 'An agent of Copilot Studio in Teams.'}
      </span>
      <Button
        {...restoreFocus}
        size="small"
        className={styles.button}
        icon={<Settings20Regular />}
        data-testid="agent-settings"
        onClick={() => setOpen(true)}
      >
        Set up
        {on > 0 && (
          <>
            &nbsp;
            <CounterBadge count={on} color="danger" size="small" aria-label={`${on} troubles on`} />
          </>
        )}
      </Button>
      {open && (
        <Suspense fallback={null}>
          <AgentDrawer person={person} agent={agent} change={change} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </div>
  );
}
