import { Button } from '@fluentui/react-components';
import type { SandboxPerson } from '../../state/contract';
import { useAgentStyles } from './agent.styles';
import { useApp } from './useAgent';

interface Props {
  person: SandboxPerson;
  botName: string;
}

/** Stands above the chat with the desk's bot while somebody does not have the app. */
export function NotInstalled({ person, botName }: Props) {
  const styles = useAgentStyles();
  const { installed, install } = useApp(person.id);
  if (installed.data !== false) return null;
  return (
    <div className={styles.bar} role="status" data-testid="not-installed">
      <span className={styles.words}>
        {person.name} does not have the app of {botName}.{install.isError && ` Not added. ${install.error.message}`}
      </span>
      <Button
        size="small"
        className={styles.button}
        disabledFocusable={install.isPending}
        onClick={() => install.mutate(true)}
      >
        Add
      </Button>
    </div>
  );
}
